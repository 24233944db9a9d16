"""Spoils the text layer of single pages; what is seen stays as it was. usage: garble.py IN.pdf OUT.pdf drop:2 shift:3"""
import re, sys
import pikepdf

src, out = sys.argv[1:3]
pdf = pikepdf.open(src)


def shifted(cmap):
    """The same map with every letter one place further in the alphabet."""
    def nxt(h):
        v = int(h, 16)
        if chr(v).isalpha() and v < 0x7A:
            v += 1
        return f"{v:04X}".encode()

    def line(m):
        parts = re.findall(rb"<([0-9A-Fa-f]+)>", m[0])
        return b" ".join(b"<" + p + b">" for p in parts[:-1]) + b" <" + nxt(parts[-1]) + b">"
    return re.sub(rb"(?m)^(?:<[0-9A-Fa-f]+>\s*){2,3}$", line, cmap)


for job in sys.argv[3:]:
    what, n = job.split(":")
    page = pdf.pages[int(n) - 1]
    page.obj.Resources = pdf.make_indirect(pikepdf.Dictionary(page.obj.Resources))
    fonts = pikepdf.Dictionary(page.obj.Resources.Font)
    for name in list(fonts.keys()):
        f = pikepdf.Dictionary(fonts[name])
        if "/ToUnicode" in f:
            if what == "drop":
                del f["/ToUnicode"]
            else:
                f["/ToUnicode"] = pdf.make_stream(shifted(bytes(f["/ToUnicode"].read_bytes())))
        fonts[name] = pdf.make_indirect(f)
    page.obj.Resources.Font = fonts
pdf.save(out, deterministic_id=True)
