#!/usr/bin/env bash
# Reprints testdata/packs and testdata/truth from the sources beside this script.
# usage: build.sh [NAME ...]      needs the programs listed in README.md
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$PWD/lib" SOURCE_DATE_EPOCH=1709801700 LC_ALL=C.UTF-8 TZ=Europe/Oslo
packs=../packs truth=../truth
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

writer() { # SOURCE OUT: LibreOffice Writer
    python3 lib/fodt.py "$1" "$work/doc.fodt"
    soffice -env:UserInstallation=file://"$work/lo" --headless --convert-to pdf:writer_pdf_Export --outdir "$work" "$work/doc.fodt" >/dev/null 2>&1
    mv "$work/doc.pdf" "$2"
}
impress() { # SOURCE OUT: LibreOffice Impress
    python3 lib/fodp.py "$1" "$work/doc.fodp"
    soffice -env:UserInstallation=file://"$work/lo" --headless --convert-to pdf:impress_pdf_Export --outdir "$work" "$work/doc.fodp" >/dev/null 2>&1
    mv "$work/doc.pdf" "$2"
}
chrome() { # SOURCE OUT: Chromium
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --user-data-dir="$work/chrome" --no-pdf-header-footer --print-to-pdf="$2" "file://$(realpath "$1")" >/dev/null 2>&1
}
weasy() { # SOURCE OUT: WeasyPrint
    weasyprint -q "$1" "$2" 2>/dev/null
}
typst_() { # SOURCE STYLE OUT STAMP: Typst
    python3 lib/typ.py "$1" "$2" "$work/doc.typ"
    python3 -c 'import sys, typst, datetime; typst.compile(sys.argv[1], output=sys.argv[2])' "$work/doc.typ" "$3"
}
roff() { # SOURCE OUT: groff
    python3 lib/roff.py "$1" "$work/doc.ms"
    groff -t -ms -P-pletter -Tpdf "$work/doc.ms" >"$2"
}
reportlab_() { # SOURCE OUT: ReportLab
    python3 lib/rl.py "$1" "$2"
}
fpdf_() { # SOURCE OUT: fpdf2
    python3 lib/fp.py "$1" "$2" 2>/dev/null
}
finish() { # OUT STAMP SOURCE NAME [PDF to look pages up in]
    python3 lib/pin.py "$1" "$2"
    python3 lib/doc.py "$3" "${5:-$1}" "$truth/$4.truth.json" "$4"
}
source ./jobs.sh
for name in "${@:-${jobs[@]}}"; do "job_$name"; done
python3 lib/facts.py "$truth" >FACTS.md
