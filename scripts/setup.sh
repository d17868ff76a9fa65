# What ./start and ./check share: bringing a machine to where riskapp runs. Sourced from the root of the
# checkout by a POSIX shell. Each part is done once: a stamp named after the checksum of what it was made
# from stands in .venv/stamps, so that a second run takes a moment and a changed lock is noticed.

# For ./start. Pango and HarfBuzz draw the PDFs; fonts-noto-core has Arabic, Hebrew and the Indic scripts.
PACKAGES_TO_RUN="ca-certificates fontconfig fonts-noto-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0"
# For ./check as well. Without libatomic1 the Node inside Playwright does not start.
PACKAGES_TO_TEST="chromium fonts-noto-cjk fonts-noto-color-emoji libatomic1 poppler-utils"
# For ./check --all as well: the veraPDF engine.
PACKAGES_FOR_LONG_TESTS="default-jdk-headless libjaxb-java"

# Compiled modules are what makes the second start quick, whatever the shell was told.
unset PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Two set-ups in one checkout wait for each other. Release before a server is started.
lock() { exec 9>.setup.lock; ! command -v flock >/dev/null || flock 9; }
unlock() { exec 9>&-; }

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
has_packages() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# install_packages NAME...: says which of them are missing, and installs those.
install_packages() {
  if ! has_packages; then
    say "This is neither Debian nor Ubuntu. riskapp needs what these packages hold there: $*"
    return 0
  fi
  missing=
  for package in "$@"; do is_installed "$package" || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  say "Installing from your system's packages:$missing"
  as_root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "There is no sudo here. As root, run: apt-get install$missing"
    as_root=sudo
  fi
  log=$(mktemp)
  # An update may fail for a source that has nothing to do with us; the installation will tell.
  $as_root apt-get update -qq >"$log" 2>&1 </dev/null || say "(apt-get update was not happy: see $log)"
  # shellcheck disable=SC2086 (a list of names)
  if ! $as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install -y -qq \
    --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    fail "The packages could not be installed: see above."
  fi
  rm -f "$log"
}

# The server's programs only: the tests start their own, and a cluster on port 5432 would be a stranger.
install_postgresql() {
  for initdb in /usr/lib/postgresql/*/bin/initdb; do [ ! -x "$initdb" ] || return 0; done
  has_packages || return 0
  install_packages postgresql-common
  settings=/etc/postgresql-common/createcluster.conf
  as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  if ! grep -q '^create_main_cluster *= *false' "$settings" 2>/dev/null; then
    echo 'create_main_cluster = false' | $as_root tee -a "$settings" >/dev/null
  fi
  install_packages postgresql
}

# A Python of 3.11 or newer that can make an environment; on Debian python3-venv brings what it needs.
find_python() {
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    return 0
  done
  return 1
}

make_environment() {
  # Its programs name the folder they were made in, so a copied or moved checkout makes its own.
  if .venv/bin/python -c '' 2>/dev/null && head -n 3 .venv/bin/pip 2>/dev/null | grep -qF "$PWD/.venv/bin/"; then
    return 0
  fi
  find_python || fail "riskapp needs Python 3.11 or newer, with its venv module. This machine has: $(python3 -V 2>&1)"
  say "Making a Python environment in .venv ($("$python" -V))."
  rm -rf .venv
  "$python" -m venv .venv
}

checksum() { cat "$@" | sha256sum | cut -c1-16; }
stamp() { printf '.venv/stamps/%s-%s' "$1" "$(checksum "requirements/$1.lock")"; }

# stamped NAME FILE: remembers that NAME was done, and forgets older ones.
stamped() {
  mkdir -p .venv/stamps
  rm -f .venv/stamps/"$1"-*
  : >"$2"
}

# pip's work by uv where there is one, many times faster; the same lock, the same hashes.
install_python() {
  if uv --version >/dev/null 2>&1 &&
    uv pip install --quiet --python .venv/bin/python --compile-bytecode "$@" 2>/dev/null; then
    return 0
  fi
  .venv/bin/python -m pip install --quiet "$@"
}

# install_lock app|dev|build: exactly the versions and the bytes that requirements/NAME.lock names.
install_lock() {
  stamp=$(stamp "$1")
  [ ! -e "$stamp" ] || return 0
  say "Installing Python packages (requirements/$1.lock)."
  install_python --require-hashes --only-binary :all: -r "requirements/$1.lock"
  stamped "$1" "$stamp"
}

# riskapp itself, run from this checkout.
install_riskapp() {
  stamp=.venv/stamps/riskapp-$(checksum pyproject.toml setup.py)
  [ ! -e "$stamp" ] || [ ! -x .venv/bin/riskapp ] || return 0
  install_python --no-deps --no-build-isolation --editable .
  stamped riskapp "$stamp"
}

set_up_to_run() {
  # shellcheck disable=SC2086 (a list of names)
  install_packages $PACKAGES_TO_RUN $(find_python || echo python3-venv)
  make_environment
  # What tests need contains what running needs.
  if [ ! -e "$(stamp dev)" ]; then
    install_lock build
    install_lock app
  fi
  install_riskapp
  .venv/bin/python scripts/build_assets.py
}

# set_up_to_test PACKAGE...: with any further system packages.
set_up_to_test() {
  # shellcheck disable=SC2086 (a list of names)
  install_packages $PACKAGES_TO_RUN $PACKAGES_TO_TEST $(find_python || echo python3-venv) "$@"
  install_postgresql
  make_environment
  install_lock dev
  install_riskapp
  .venv/bin/python scripts/build_assets.py --tests
}
