# One function per fixture; sourced by build.sh.
jobs=(storvik_innkalling storvik_protokoll lauvfjord_innkalling lauvfjord_moetebok helsedatastyre midtfjord brennvik_budsjett skarvvik_havn nesbygda oyvag larkmoor strandholt tallmo solvik brennvik_kontrollutvalg nordbekk)

job_storvik_innkalling() {
    local n=storvik-formannskap-2024-03-14-innkalling s=storvik-innkalling/storvik-innkalling.html
    writer $s $packs/$n.pdf
    finish $packs/$n.pdf 20240307101500 $s $n
}
job_storvik_protokoll() {
    local n=storvik-formannskap-2024-03-14-protokoll s=storvik-protokoll/storvik-protokoll.html
    writer $s $packs/$n.pdf
    finish $packs/$n.pdf 20240315142200 $s $n
}
job_lauvfjord_innkalling() {
    local n=lauvfjord-heradsstyre-2024-06-20-innkalling s=lauvfjord-innkalling/lauvfjord-innkalling.html
    chrome $s $packs/$n.pdf
    finish $packs/$n.pdf 20240611134000 $s $n
}
job_lauvfjord_moetebok() {
    local n=lauvfjord-heradsstyre-2024-06-20-moetebok s=lauvfjord-moetebok/lauvfjord-moetebok.html
    chrome $s $packs/$n.pdf
    finish $packs/$n.pdf 20240624091000 $s $n
}
job_helsedatastyre() {
    local n=helsedatastyre-2024-06-05-presentasjon s=helsedatastyre/helsedatastyre.html
    impress $s $packs/$n.pdf
    finish $packs/$n.pdf 20240604164500 $s $n
}
job_midtfjord() {
    local n=midtfjord-styresak-058-2024 s=midtfjord-styresak/midtfjord-styresak.html
    weasy $s $packs/$n.pdf
    finish $packs/$n.pdf 20240821110000 $s $n
}
job_brennvik_budsjett() {
    local n=brennvik-budsjett-2025 s=brennvik-budsjett/brennvik-budsjett.html
    typst_ $s brennvik-budsjett/style.typ $packs/$n.pdf
    finish $packs/$n.pdf 20241029080000 $s $n
}
job_skarvvik_havn() {
    local n=skarvvik-havn-2024-02-12-protokoll-skannet s=skarvvik-havn/skarvvik-havn.html
    chrome $s "$work/clean.pdf"
    python3 lib/scan.py "$work/clean.pdf" $packs/$n.pdf 2 3
    finish $packs/$n.pdf 20240220093000 $s $n "$work/clean.pdf"
}
job_nesbygda() {
    local n=nesbygda-fellesraad-2024-10-23-protokoll s=nesbygda-fellesraad/nesbygda-fellesraad.html
    chrome $s "$work/clean.pdf"
    python3 lib/garble.py "$work/clean.pdf" $packs/$n.pdf drop:2 shift:3
    finish $packs/$n.pdf 20241024120000 $s $n "$work/clean.pdf"
}
job_oyvag() {
    local n=oyvag-budsjettavisa-2025 s=oyvag-budsjettavis/oyvag-budsjettavis.html
    chrome $s "$work/clean.pdf"
    gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=pdfwrite -dCompatibilityLevel=1.5 -sOutputFile=$packs/$n.pdf "$work/clean.pdf"
    finish $packs/$n.pdf 20241101070000 $s $n
}
job_larkmoor() {
    local n=larkmoor-council-2024-04-09-minutes s=larkmoor/larkmoor.html
    roff $s $packs/$n.pdf
    finish $packs/$n.pdf 20240411150000 $s $n
}
job_strandholt() {
    local n=strandholt-oekonomiudvalget-2024-04-16-referat s=strandholt/strandholt.html
    reportlab_ $s $packs/$n.pdf
    finish $packs/$n.pdf 20240418100000 $s $n
}
job_tallmo() {
    local n=tallmo-kommunstyrelsen-2024-03-05-protokoll s=tallmo/tallmo.html
    writer $s "$work/clean.pdf"
    pdftocairo -pdf "$work/clean.pdf" $packs/$n.pdf
    finish $packs/$n.pdf 20240308133000 $s $n
}
job_solvik() {
    local n=solvik-kulturhus-regnskap-2023 s=solvik-kulturhus/solvik-kulturhus.html
    fpdf_ $s $packs/$n.pdf
    finish $packs/$n.pdf 20240304090000 $s $n
}
job_brennvik_kontrollutvalg() {
    local n=brennvik-kontrollutvalg-2024-04-23-innkalling s=brennvik-kontrollutvalg/brennvik-kontrollutvalg.html
    typst_ $s brennvik-kontrollutvalg/style.typ "$work/outer.pdf"
    python3 lib/part.py $s nested "$work/inner.html" "$work/outer.html"
    chrome "$work/inner.html" "$work/inner.pdf"
    qpdf --deterministic-id "$work/outer.pdf" --pages . 1-2 "$work/inner.pdf" 1-z . 3-z -- $packs/$n.pdf
    finish $packs/$n.pdf 20240415120000 $s $n
}
job_nordbekk() {
    local n=nordbekk-bydelsutvalg-2024-08-29-innkalling s=nordbekk-bydelsutvalg/nordbekk-bydelsutvalg.html
    writer $s "$work/clean.pdf"
    gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=pdfwrite -dCompatibilityLevel=1.4 -sOutputFile=$packs/$n.pdf "$work/clean.pdf"
    finish $packs/$n.pdf 20240822140000 $s $n
}
