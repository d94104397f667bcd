#!/bin/sh
# Trains on a machine with a GPU that is lent for minutes and reaches no network; GPU.md says how.
#
#   training/gpu.sh pack [DATA]                   at home: puts faces and wheels into gpu/ and says what travels
#   training/gpu.sh train MINUTES RUN OPTIONS...  there: trains as `python -m training train --run RUN OPTIONS...`
#
# What comes back lies in $OUT: the run's folder as run.tar.* of 15 MB each; `cat run.tar.* | tar -x -C runs/NAME`.
set -eu

LIMIT=$((64 * 1024 * 1024)) # bytes that may travel
PART=15m                    # of a file that comes back
BACK=60 # MB that come back in all; of larger networks bring home the answers
OUT=${OUT:-gpu/out}

pack() {
    rm -rf gpu/wheels # two versions of one wheel would stop the install there
    mkdir -p gpu/wheels
    python -m training data "${1:-data/fer2013.csv}" --sheet gpu/sheet.png --pack gpu/faces.npz
    rm gpu/sheet.png
    # Keras and what it asks for, of what such machines lack; they have JAX, NumPy, OpenCV, scikit-learn, Pillow, click.
    for name in keras msgspec namex optree; do
        wanted=$(sed -n "s/^\($name==.*\)/\1/p" constraints.txt)
        python -m pip download --quiet --no-deps --only-binary=:all: --implementation cp \
            --python-version "${GPU_PYTHON:-3.12}" --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 \
            --platform manylinux2014_x86_64 --dest gpu/wheels "$wanted"
    done
    sizes
}

sizes() {
    code=$(git ls-files -z -- . ':!models' ':!training/teachers' | xargs -0 cat | wc -c)
    carried=$(find gpu -type f -not -path 'gpu/out/*' -exec cat {} + | wc -c)
    echo "the repository without models/ and training/teachers/: $code bytes; gpu/: $carried; together $((code + carried)) of $LIMIT"
    [ $((code + carried)) -le "$LIMIT" ] || { echo "too much to travel" >&2; exit 1; }
}

train() {
    minutes=$1 run=$2
    shift 2
    mkdir -p "$OUT"
    if ls gpu/wheels/*.whl >/dev/null 2>&1; then
        python3 -m pip install --quiet --no-index --no-deps --no-compile --upgrade --target /tmp/mien-gpu gpu/wheels/*.whl
        export PYTHONPATH="/tmp/mien-gpu${PYTHONPATH:+:$PYTHONPATH}"
    fi
    export KERAS_BACKEND=jax PYTHONUNBUFFERED=1 JAX_COMPILATION_CACHE_DIR=/tmp/mien-jax
    # Stopped a little late, if ever: the epochs are chosen so that the time is enough.
    timeout "$(awk "BEGIN {print int(60 * $minutes + 15)}")" \
        python3 -m training train --data gpu/faces.npz --run "$run" --minutes "$minutes" "$@" || echo "stopped: $?"
    whole=$(du -sm "$run" | cut -f1)
    [ "$whole" -le "$BACK" ] || echo "$run: $whole MB are too many to come back; without weights and checkpoint:"
    # shellcheck disable=SC2046
    tar -C "$run" $([ "$whole" -le "$BACK" ] || echo "--exclude=*.h5 --exclude=*.keras") -c . | split -b "$PART" - "$OUT/run.tar."
    ls -l "$OUT"
}

"$@"
