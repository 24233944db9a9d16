"""Turns an annotated source into a flat OpenDocument text for LibreOffice Writer."""
import sys
from xml.sax.saxutils import escape
from doc import load, text

NS = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
      'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
      'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
      'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"')


class Fodt:
    def __init__(self, path):
        self.root, self.meta = load(path)
        self.out, self.auto, self.n, self.brk = [], [], 0, False

    def inline(self, el, head=""):
        s = escape(el.text or "") if not head else escape((el.text or "").lstrip())
        for c in el:
            if not isinstance(c.tag, str):
                s += escape(c.tail or "")
                continue
            if c.tag == "br":
                s += "<text:line-break/>"
            elif c.tag == "tab":
                s += "<text:tab/>"
            elif c.tag in ("b", "i", "u"):
                s += f'<text:span text:style-name="t{c.tag}">{self.inline(c)}</text:span>'
            else:
                s += self.inline(c)
            s += escape(c.tail or "")
        import re
        return re.sub(r"[ \n\t]+", " ", s)

    def para(self, style, body, extra=""):
        if self.brk:
            self.n += 1
            self.auto.append(f'<style:style style:name="br{self.n}" style:family="paragraph" style:parent-style-name="{style}">'
                             '<style:paragraph-properties fo:break-before="page"/></style:style>')
            style, self.brk = f"br{self.n}", False
        self.out.append(f'<text:p text:style-name="{style}">{body.strip()}</text:p>')

    def table(self, el):
        self.n += 1
        name, cls = f"T{self.n}", el.get("class") or "grid"
        widths = [float(w) for w in el.get("data-w").split(",")]
        brk = ' fo:break-before="page"' if self.brk else ""
        self.brk = False
        self.auto.append(f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{sum(widths):.2f}cm" '
                         f'table:align="left" fo:margin-bottom="0.3cm" fo:margin-top="0.1cm"{brk}/></style:style>')
        for i, w in enumerate(widths):
            self.auto.append(f'<style:style style:name="{name}.c{i}" style:family="table-column"><style:table-column-properties style:column-width="{w}cm"/></style:style>')
        self.out.append(f'<table:table table:style-name="{name}">' + "".join(f'<table:table-column table:style-name="{name}.c{i}"/>' for i in range(len(widths))))
        head = [tr for tr in el.iter("tr") if tr.getparent().tag == "thead"]
        if head:
            self.out.append("<table:table-header-rows>")
            for tr in head:
                self.row(tr, cls, True)
            self.out.append("</table:table-header-rows>")
        for tr in el.iter("tr"):
            if tr.getparent().tag != "thead":
                self.row(tr, cls, False)
        self.out.append("</table:table>")

    def row(self, tr, cls, head):
        self.out.append('<table:table-row table:style-name="row">')
        for c in tr:
            span = int(c.get("colspan") or 1)
            st = "th" if head or c.tag == "th" else ("tdb" if tr.get("class") == "total" else "td")
            if (c.get("class") or "") == "r":
                st += "r"
            a = f' table:number-columns-spanned="{span}"' if span > 1 else ""
            self.out.append(f'<table:table-cell table:style-name="cell_{cls}{"_h" if head else ""}"{a} office:value-type="string"><text:p text:style-name="{st}">{self.inline(c).strip()}</text:p></table:table-cell>')
            self.out.extend(["<table:covered-table-cell/>"] * (span - 1))
        self.out.append("</table:table-row>")

    def walk(self, el):
        for c in el:
            if not isinstance(c.tag, str):
                continue
            if c.tag == "hr":
                self.brk = True
            elif c.tag == "table":
                self.table(c)
            elif c.tag in ("ul", "ol"):
                i = int(c.get("start") or 1)
                for li in c:
                    mark = f"{i}." if c.tag == "ol" else "•"
                    self.para("li", mark + "<text:tab/>" + self.inline(li, "li"))
                    i += 1
            elif c.tag in ("p", "h1", "h2", "h3"):
                self.para(c.get("class") or c.tag, self.inline(c, "p"))
            else:
                self.walk(c)

    def styles(self):
        m = self.meta.get
        font, size, col = m("font", "Liberation Sans"), float(m("size", "10.5")), m("color", "#000000")
        P = lambda n, par, txt: f'<style:style style:name="{n}" style:family="paragraph"><style:paragraph-properties {par}/><style:text-properties style:font-name="F" fo:font-family="\'{m("headfont", font) if n[0] == "h" else font}\'" fo:language="none" fo:country="none" {txt}/></style:style>'
        z = lambda f: f'fo:font-size="{size * f:.1f}pt"'
        s = [P("p", 'fo:margin-bottom="0.22cm" fo:orphans="2" fo:widows="2"', z(1)), P("tight", '', z(1)),
             P("small", 'fo:margin-bottom="0.1cm"', z(.82)), P("big", 'fo:margin-bottom="0.5cm"', z(1.9) + ' fo:font-weight="bold"'),
             P("center", 'fo:text-align="center" fo:margin-bottom="0.2cm"', z(1)),
             P("label", 'fo:margin-top="0.25cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"', z(1) + ' fo:font-weight="bold"'),
             P("h1", 'fo:margin-top="0.5cm" fo:margin-bottom="0.3cm" fo:keep-with-next="always"', z(1.55) + f' fo:font-weight="bold" fo:color="{col}"'),
             P("h2", 'fo:margin-top="0.45cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', z(1.22) + f' fo:font-weight="bold" fo:color="{col}"'),
             P("h3", 'fo:margin-top="0.3cm" fo:margin-bottom="0.12cm" fo:keep-with-next="always"', z(1.02) + ' fo:font-weight="bold"'),
             P("li", 'fo:margin-left="0.8cm" fo:text-indent="-0.8cm" fo:margin-bottom="0.1cm"', z(1)).replace("/><style:text-prop", "><style:tab-stops><style:tab-stop style:position=\"0cm\"/></style:tab-stops></style:paragraph-properties><style:text-prop", 1),
             P("td", '', z(.93)), P("tdr", 'fo:text-align="end"', z(.93)), P("tdb", '', z(.93) + ' fo:font-weight="bold"'),
             P("tdbr", 'fo:text-align="end"', z(.93) + ' fo:font-weight="bold"'), P("th", '', z(.93) + ' fo:font-weight="bold"'),
             P("thr", 'fo:text-align="end"', z(.93) + ' fo:font-weight="bold"'),
             P("foot", 'fo:text-align="end"', z(.8)), P("footc", 'fo:text-align="center"', z(.8)),
             '<style:style style:name="tb" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
             '<style:style style:name="ti" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
             '<style:style style:name="tu" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>']
        return "".join(s)

    def furniture(self, s):
        s = escape(s).replace("{page}", "<text:page-number/>").replace("{pages}", "<text:page-count/>").replace("|", "<text:tab/>").replace("//", "<text:line-break/>")
        return s

    def render(self):
        self.walk(self.root.find("body"))
        m = self.meta.get
        w, h = m("paper", "21cm,29.7cm").split(",")
        right = float(w[:-2]) - 4.4
        line = 'fo:border-bottom="0.5pt solid #666666" fo:padding-bottom="0.1cm"' if m("headline") else ""
        hd = f'<style:header><text:p text:style-name="hd">{self.furniture(m("header", ""))}</text:p></style:header>' if m("header") else ""
        ft = f'<style:footer><text:p text:style-name="ft">{self.furniture(m("footer", ""))}</text:p></style:footer>' if m("footer") else ""
        ff = f'<style:footer><text:p text:style-name="ft">{self.furniture(m("footer-first") or m("footer", ""))}</text:p></style:footer>' if m("footer") else ""
        fur = lambda n, x: f'<style:style style:name="{n}" style:family="paragraph"><style:paragraph-properties {x}><style:tab-stops><style:tab-stop style:position="{right / 2:.2f}cm" style:type="center"/><style:tab-stop style:position="{right:.2f}cm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-family="\'{m("font", "Liberation Sans")}\'" fo:font-size="8pt"/></style:style>'
        cell = lambda n, x: f'<style:style style:name="{n}" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" {x}/></style:style>'
        cells = (cell("cell_grid", 'fo:border="0.5pt solid #000000"') + cell("cell_grid_h", 'fo:border="0.5pt solid #000000" fo:background-color="#e4e4e4"') +
                 cell("cell_none", 'fo:border="none"') + cell("cell_none_h", 'fo:border="none"') +
                 cell("cell_rule", 'fo:border-bottom="0.4pt solid #888888"') + cell("cell_rule_h", 'fo:border-bottom="1.2pt solid #000000" fo:border-top="1.2pt solid #000000"'))
        lay = lambda n: (f'<style:page-layout style:name="{n}"><style:page-layout-properties fo:page-width="{w}" fo:page-height="{h}" fo:margin-top="1.6cm" fo:margin-bottom="1.4cm" '
                         'fo:margin-left="2.2cm" fo:margin-right="2.2cm"/><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.5cm"/></style:header-style>'
                         '<style:footer-style><style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>')
        first = m("letterhead") is not None
        return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NS} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
                f'<office:meta><dc:title>{escape(m("pdftitle", ""))}</dc:title></office:meta>'
                f'<office:styles>{self.styles()}{fur("hd", line)}{fur("ft", "")}</office:styles>'
                f'<office:automatic-styles>{cells}<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>{"".join(self.auto)}{lay("L")}'
                f'<style:style style:name="start" style:family="paragraph" style:master-page-name="{"First" if first else "Standard"}"><style:paragraph-properties/><style:text-properties fo:font-size="2pt"/></style:style></office:automatic-styles>'
                f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{hd}{ft}</style:master-page>'
                f'<style:master-page style:name="First" style:page-layout-name="L" style:next-style-name="Standard">{ff}</style:master-page></office:master-styles>'
                f'<office:body><office:text><text:p text:style-name="start"/>{"".join(self.out)}</office:text></office:body></office:document>')


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf8") as f:
        f.write(Fodt(sys.argv[1]).render())
