"""Turns an annotated source of slides into a flat OpenDocument presentation for LibreOffice Impress."""
import re, sys
from xml.sax.saxutils import escape
from doc import load

NS = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
      'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
      'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
      'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"')


def inline(el):
    s = escape(el.text or "")
    for c in el:
        if c.tag == "br":
            s += "<text:line-break/>"
        elif c.tag in ("ul",):
            continue
        elif c.tag == "b":
            s += f'<text:span text:style-name="tb">{inline(c)}</text:span>'
        else:
            s += inline(c)
        s += escape(c.tail or "")
    return re.sub(r"[ \n\t]+", " ", s).strip() if el.tag in ("p", "li", "td", "th", "h1", "h2") else re.sub(r"[ \n\t]+", " ", s)


class Fodp:
    def __init__(self, path):
        self.root, self.meta = load(path)
        self.auto, self.n = [], 0

    def frame(self, x, y, w, h, body):
        return f'<draw:frame draw:style-name="g" svg:x="{x}cm" svg:y="{y}cm" svg:width="{w}cm" svg:height="{h}cm"><draw:text-box>{body}</draw:text-box></draw:frame>'

    def p(self, style, body):
        return f'<text:p text:style-name="{style}">{body}</text:p>'

    def ul(self, el, depth=0):
        s = '<text:list text:style-name="L">' if not depth else "<text:list>"
        for li in el:
            s += "<text:list-item>" + self.p("li" if not depth else "li2", inline(li)) + "".join(self.ul(c, 1) for c in li if c.tag == "ul") + "</text:list-item>"
        return s + "</text:list>"

    def table(self, el, y):
        self.n += 1
        widths = [float(w) for w in el.get("data-w").split(",")]
        for i, w in enumerate(widths):
            self.auto.append(f'<style:style style:name="T{self.n}c{i}" style:family="table-column"><style:table-column-properties style:column-width="{w}cm"/></style:style>')
        s = f'<draw:frame svg:x="1.6cm" svg:y="{y}cm" svg:width="{sum(widths)}cm" svg:height="1cm"><table:table>'
        s += "".join(f'<table:table-column table:style-name="T{self.n}c{i}"/>' for i in range(len(widths)))
        for tr in el.iter("tr"):
            head = tr.getparent().tag == "thead"
            s += '<table:table-row table:style-name="row">'
            for c in tr:
                span = int(c.get("colspan") or 1)
                st = ("th" if head else "tdb" if tr.get("class") == "total" else "td") + (c.get("class") or "")
                s += f'<table:table-cell table:style-name="{"ch" if head else "ct" if tr.get("class") == "total" else "cd"}"' + (f' table:number-columns-spanned="{span}"' if span > 1 else "") + f'>{self.p(st, inline(c))}</table:table-cell>' + "<table:covered-table-cell/>" * (span - 1)
            s += "</table:table-row>"
        return s + "</table:table></draw:frame>"

    def slide(self, el):
        self.n += 1
        cls, out, body = el.get("class"), [], ""
        big = "title" in cls or "divider" in cls
        y = float(el.get("data-y") or 4.3)
        for c in el.iter("h1", "h2", "p", "ul", "table"):
            if c.getparent().tag == "li" or c.getparent().tag == "td":
                continue
            if c.tag == "h1":
                out.append(self.frame(1.6, 6.2 if big else 1.9, 30, 2.2, self.p("tt" if "title" in cls else "dv" if big else "h1", inline(c))))
            elif c.tag == "p" and c.get("class") == "src":
                out.append(self.frame(1.6, 17.2, 24, 0.9, self.p("src", inline(c))))
            elif c.tag in ("h2", "p"):
                body += self.p("h2" if c.tag == "h2" else (c.get("class") or "p"), inline(c))
            elif c.tag == "ul":
                body += self.ul(c)
            else:
                out.append(self.table(c, el.get("data-ty") or 4.2))
        if body:
            out.append(self.frame(1.6, 9.4 if big else y, 30, 6, body))
        fur = self.meta["furniture"].split("//")
        out.insert(0, self.frame(27, 0.5, 6, 1.2, "".join(self.p("fur", escape(f)) for f in fur)))
        if "title" not in cls:
            out.append(self.frame(31, 17.9, 2, 0.8, self.p("num", '<text:page-number/>')))
        return f'<draw:page draw:name="s{self.n}" draw:master-page-name="M">{"".join(out)}</draw:page>'

    def render(self):
        f = self.meta["font"]
        P = lambda n, size, extra="", par="": f'<style:style style:name="{n}" style:family="paragraph"><style:paragraph-properties {par}/><style:text-properties fo:font-family="\'{f}\'" fo:font-size="{size}pt" {extra}/></style:style>'
        bold, blue = 'fo:font-weight="bold"', 'fo:color="#0b3c6f"'
        st = "".join([P("tt", 40, bold + " " + blue), P("dv", 34, bold + " " + blue), P("h1", 28, bold + " " + blue), P("h2", 20, bold, 'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"'),
                      P("p", 18, "", 'fo:margin-bottom="0.3cm"'), P("li", 18, "", 'fo:margin-bottom="0.2cm"'), P("li2", 15, "", 'fo:margin-bottom="0.1cm"'), P("src", 10, 'fo:color="#555555"'),
                      P("sub", 22), P("fur", 11, bold + ' fo:color="#5a6b7b"', 'fo:text-align="start"'), P("num", 10, "", 'fo:text-align="end"'), P("tl", 16, bold),
                      P("th", 13, bold + ' fo:color="#ffffff"'), P("thr", 13, bold + ' fo:color="#ffffff"', 'fo:text-align="end"'), P("thc", 13, bold + ' fo:color="#ffffff"', 'fo:text-align="center"'),
                      P("td", 13), P("tdr", 13, "", 'fo:text-align="end"'), P("tdb", 13, bold), P("tdbr", 13, bold, 'fo:text-align="end"')])
        cell = lambda n, bg: f'<style:style style:name="{n}" style:family="table-cell"><loext:graphic-properties xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" draw:fill="solid" draw:fill-color="{bg}"/><style:paragraph-properties fo:border="0.5pt solid #b0bcc8"/></style:style>'
        slides = "".join(self.slide(s) for s in self.root.iter("div") if "slide" in (s.get("class") or ""))
        return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">'
                f'<office:styles/><office:automatic-styles>{st}<style:style style:name="tb" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
                '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.2cm" text:min-label-width="0.7cm"/></text:list-level-style-bullet>'
                '<text:list-level-style-bullet text:level="2" text:bullet-char="–"><style:list-level-properties text:space-before="1.2cm" text:min-label-width="0.6cm"/></text:list-level-style-bullet></text:list-style>'
                '<style:style style:name="g" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="none" draw:auto-grow-height="false" fo:padding="0.1cm"/></style:style>'
                f'<style:style style:name="row" style:family="table-row"><style:table-row-properties style:row-height="0.9cm"/></style:style>{cell("ch", "#0b3c6f")}{cell("cd", "#ffffff")}{cell("ct", "#e3eaf1")}{"".join(self.auto)}'
                '<style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="33.867cm" fo:page-height="19.05cm" style:print-orientation="landscape" fo:margin="0cm"/></style:page-layout>'
                '</office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="PL"/></office:master-styles>'
                f'<office:body><office:presentation>{slides}</office:presentation></office:body></office:document>')


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf8") as f:
        f.write(Fodp(sys.argv[1]).render())
