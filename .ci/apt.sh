# Sourced by the scripts that install what pip can't bring. What apt-get says goes to descriptor 3.

has() {
    command -v "$1" > /dev/null
}

apt_install() {
    has apt-get || return 1
    as_root apt-get update -qq >&3 2>&3 &&
        as_root apt-get install -qq --yes --no-install-recommends "$@" >&3 2>&3
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        has sudo && sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}
