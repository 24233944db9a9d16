"""Turns an annotated source into Typst markup."""
import re, sys
from doc import load

ESC = re.compile(r"([\\#$*_`@<>\[\]~=\-+/])")


def esc(s):
    return re.sub(r"[ \n\t]+", " ", ESC.sub(r"\\\1", s or ""))


def inline(el):
    s = esc(el.text)
    for c in el:
        if c.tag == "br":
            s += " \\ "
        elif c.tag == "b":
            s += f"#strong[{inline(c)}]"
        elif c.tag == "i":
            s += f"#emph[{inline(c)}]"
        else:
            s += inline(c)
        s += esc(c.tail)
    return s


def table(el):
    cols = el.get("data-w")
    out = [f"#table(columns: ({cols}), stroke: none, inset: (x: 3pt, y: 4.2pt), align: (c, r) => if c >= {el.get('data-left') or 1} {{ right }} else {{ left }},"]
    head = [tr for tr in el.iter("tr") if tr.getparent().tag == "thead"]
    if head:
        out.append("table.header(repeat: true, table.hline(stroke: 1pt),")
        for tr in head:
            for c in tr:
                span = int(c.get("colspan") or 1)
                out.append(f"table.cell(colspan: {span}{', align: center' if span > 1 else ''})[#strong[{inline(c).strip()}]],")
        out.append("table.hline(stroke: .6pt)),")
    for tr in el.iter("tr"):
        if tr.getparent().tag == "thead":
            continue
        bold = tr.get("class") in ("total", "head")
        for c in tr:
            span = int(c.get("colspan") or 1)
            body = inline(c).strip()
            out.append(f"table.cell(colspan: {span}{', fill: luma(235)' if tr.get('class') == 'total' else ''})[{'#strong[' + body + ']' if bold and body else body}],")
        if tr.get("class") == "total":
            out.append("table.hline(stroke: .4pt),")
    out.append("table.hline(stroke: 1pt))\n")
    return "\n".join(out)


def walk(el, out):
    for c in el:
        if not isinstance(c.tag, str):
            continue
        if c.get("class") == "nested":
            continue
        if c.tag in ("h1", "h2", "h3"):
            out.append("\n" + "=" * int(c.tag[1]) + " " + inline(c).strip() + "\n")
        elif c.tag == "p":
            body = inline(c).strip()
            out.append(f"\n#{c.get('class')}[{body}]\n" if c.get("class") else f"\n{body}\n")
        elif c.tag in ("ul", "ol"):
            for li in c:
                out.append(("- " if c.tag == "ul" else "+ ") + inline(li).strip())
            out.append("")
        elif c.tag == "table":
            out.append(table(c))
        elif c.tag == "hr":
            out.append("\n#pagebreak()\n")
        else:
            walk(c, out)


if __name__ == "__main__":
    root, meta = load(sys.argv[1])
    out = [open(sys.argv[2], encoding="utf8").read()]
    walk(root.find("body"), out)
    open(sys.argv[3], "w", encoding="utf8").write("\n".join(out))
