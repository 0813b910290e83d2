# shellcheck shell=sh
# Finds a JDK that can build and run the project; sourced by the launcher and by .ci/run.

# Sets $version when $1 is the home of a JDK 25 or newer; reads its release file, which costs no process.
is_jdk() {
    version=
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS='="' read -r key _ value _; do
        [ "$key" != JAVA_VERSION ] || version=$value
    done <"$1/release"
    major=${version%%[!0-9]*}
    [ "${major:-0}" -ge 25 ]
}

# Sets $jdk to the first of the usual places that is one, $version to its version.
find_jdk() {
    on_path=$(command -v java) && on_path=$(readlink -f "$on_path") || on_path=
    for jdk in "${JAVA_HOME:-}" "${on_path%/bin/java}" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        "${HOME:-}"/.local/share/mise/installs/java/* "${HOME:-}"/.asdf/installs/java/*; do
        ! is_jdk "$jdk" || return 0
    done
    return 1
}
