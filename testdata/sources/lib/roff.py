"""Turns an annotated source into groff -ms input."""
import re, sys
from doc import load, text


def esc(s):
    s = re.sub(r"[ \n\t]+", " ", s or "").replace("\\", "\\e")
    return "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in s)


def inline(el):
    s = esc(el.text)
    for c in el:
        body = {"b": lambda: f"\\fB{inline(c)}\\fP", "i": lambda: f"\\fI{inline(c)}\\fP", "br": lambda: "\n.br\n"}.get(c.tag, lambda: inline(c))()
        s += body + esc(c.tail)
    return s.strip() if el.tag in ("p", "li", "td", "th", "h1", "h2") else s


def safe(s):
    return re.sub(r"(?m)^(['.])(?!br$)", r"\\&\1", s)


def walk(el, out):
    for c in el:
        if not isinstance(c.tag, str):
            continue
        if c.tag == "h1":
            out.append(f".sp .3v\n.ce 3\n\\s+4\\fB{inline(c)}\\fP\\s-4\n.ce 0")
        elif c.tag == "h2":
            out.append(f".ne 5v\n.SH\n{inline(c)}")
        elif c.tag == "p":
            k = c.get("class")
            out.append((".ce 4\n" if k == "center" else ".LP\n" if k != "in" else ".IP \"\" 4n\n") + safe(inline(c)) + ("\n.ce 0" if k == "center" else ""))
        elif c.tag in ("ul", "ol"):
            for i, li in enumerate(c):
                mark = "\\(bu" if c.tag == "ul" else f"{i + 1}."
                out.append(f'.IP "{mark}" 4n\n' + safe(inline(li)))
        elif c.tag == "table":
            rows = [tr for tr in c.iter("tr")]
            n = max(len(tr) for tr in rows)
            out.append(".LP\n.TS\ntab(@) box;")
            out.append("lb " + "rb " * (n - 1) + "\nl " + "r " * (n - 1) + ".")
            for i, tr in enumerate(rows):
                out.append("@".join(inline(x) for x in tr) + ("\n_" if tr.getparent().tag == "thead" else ""))
            out.append(".TE")
        elif c.tag == "hr":
            out.append(".bp")
        else:
            walk(c, out)


if __name__ == "__main__":
    root, meta = load(sys.argv[1])
    out = [f".ds LH {esc(meta['header-left'])}\n.ds CH\n.ds RH {esc(meta['header-right'])}\n.ds LF\n.ds CF Page \\\\n%\n.ds RF",
           ".nr PO 1i\n.nr LL 6.5i\n.nr PS 11\n.nr VS 13.5\n.nr HM 1i\n.nr FM .9i\n.nr PD 5p\n.fam T\n.nh\n.ad l"]
    walk(root.find("body"), out)
    open(sys.argv[2], "w", encoding="ascii").write("\n".join(out) + "\n")
