# Finds a JDK 25 and puts it into JAVA_HOME; leaves JAVA_HOME alone when there is none.
# Sourced by ./mvnw and ./trialwright. POSIX sh; reads each JDK's "release" file and starts nothing.

is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q '^JAVA_VERSION="25[".+-]' "$1/release"
}

find_jdk25() {
  if is_jdk25 "${JAVA_HOME-}"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  jdk25_found=$(command -v java 2>/dev/null) || jdk25_found=
  if [ -n "$jdk25_found" ]; then
    jdk25_found=$(readlink -f "$jdk25_found" 2>/dev/null) || jdk25_found=
    jdk25_found=${jdk25_found%/bin/java}
    if is_jdk25 "$jdk25_found"; then
      printf '%s\n' "$jdk25_found"
      return 0
    fi
  fi
  for jdk25_found in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk25 "$jdk25_found"; then
      printf '%s\n' "$jdk25_found"
      return 0
    fi
  done
  return 1
}

if jdk25_home=$(find_jdk25); then
  JAVA_HOME=$jdk25_home
  export JAVA_HOME
  # Maven 3.9's own libraries use these; Java 25 would print a warning at each start.
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS-}"
  export MAVEN_OPTS
fi
