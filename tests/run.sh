# Sourced by ./pillion: runs the tests and ends with `N passed, N failed, N skipped`.
#   run_tests                  everything
#   run_tests AREA ...         check, web, python, compat, or a folder below tests/, such as Conversations

results=artifacts/test-results

run_tests() {
  local wanted=("$@") project area
  if [ ${#wanted[@]} -eq 0 ]; then
    wanted=(check Conversations python)
    for project in tests/*/*.csproj; do
      area="$(basename "$(dirname "$project")")"
      case "$area" in
        Conversations | Browser) ;;
        *) wanted+=("$area") ;;
      esac
    done
    wanted+=(web compat Browser)
  fi

  install_packages \
    /usr/bin/chromium chromium \
    /usr/share/fonts/truetype/liberation fonts-liberation \
    /usr/bin/python3 python3 \
    /usr/lib/python3/dist-packages/httpx python3-httpx \
    /usr/lib/python3/dist-packages/pytest python3-pytest \
    /usr/lib/python3/dist-packages/websockets python3-websockets \
    /usr/lib/python3/dist-packages/build python3-build \
    /usr/lib/python3/dist-packages/setuptools python3-setuptools \
    /usr/lib/python3/dist-packages/wheel python3-wheel \
    /usr/bin/mypy mypy \
    /usr/bin/black black
  install_packages /usr/bin/chromium-headless-shell chromium-headless-shell ||
    echo "pillion: there is no chromium-headless-shell; tests take longer with chromium"
  rm -rf "$results"
  mkdir -p "$results"
  build_web
  echo "pillion: building everything"
  dotnet build Pillion.slnx -c Release -v quiet --nologo

  # What drives a browser or loads a server has both cores for itself; the others go two at a time, the longest first.
  local small=() large=()
  for area in "${wanted[@]}"; do
    case "$area" in
      web | compat | Browser) large+=("$area") ;;
      *) small+=("$area") ;;
    esac
  done
  for area in "${small[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
    aside "$area" &
  done
  wait
  for area in "${large[@]}"; do
    echo "pillion: testing $area"
    test_area "$area"
  done
  node tests/summarize.mjs "$results"
}

# Tests an area and keeps what it prints together.
aside() {
  test_area "$1" >"$results/$1.log" 2>&1
  echo "pillion: testing $1"
  cat "$results/$1.log"
}

test_area() {
  case "$1" in
    check) suite check ./pillion format --check ;;
    web) suite web npm --prefix web test --silent -- --reporter=default --reporter=junit --outputFile.junit="$PWD/$results/web.xml" ;;
    compat)
      install_compat
      suite compat node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=junit --test-reporter-destination="$PWD/$results/compat.xml" tests/Compat/
      ;;
    python)
      suite python env PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=sdk/python /usr/bin/python3 -m pytest -q -p no:cacheprovider \
        --junitxml="$results/python.xml" sdk/python/tests samples/ticket-to-cobrowse/tests
      ;;
    *) dotnet_suite "$1" ;;
  esac
}

# Installs the vendor's SDK and the linter when their lock file changed since the last time.
install_compat() {
  if ! cmp -s tests/Compat/package-lock.json tests/Compat/node_modules/.installed-lock 2>/dev/null; then
    (cd tests/Compat && npm ci --no-audit --no-fund --loglevel=error)
    cp tests/Compat/package-lock.json tests/Compat/node_modules/.installed-lock
  fi
}

dotnet_suite() {
  local name="Pillion.$1.Tests"
  suite "$1" "artifacts/bin/$name/release/$name" -noColor -result-junit "$results/$1.xml"
}

# Runs one suite; its exit code is kept beside its results, so that a crash counts as a failure.
suite() {
  local name="$1" code=0
  shift
  "$@" || code=$?
  echo "$code" >"$results/$name.exit"
}
