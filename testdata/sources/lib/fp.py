"""Prints an annotated source with fpdf2. usage: fp.py SOURCE OUT"""
import datetime, re, sys
from fpdf import FPDF
from doc import load, text

root, meta = load(sys.argv[1])
D = "/usr/share/fonts/truetype/liberation/LiberationSans-"


class Print(FPDF):
    def header(self):
        if self.page_no() > 1:
            self.set_font("L", "", 8)
            self.cell(0, 6, meta["furniture"], new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

    def footer(self):
        self.set_y(-14)
        self.set_font("L", "", 8)
        self.cell(0, 6, f"Side {self.page_no()} av {{nb}}", align="C")


pdf = Print(format="A4")
pdf.set_creation_date(datetime.datetime(2024, 3, 4, 9, 0, tzinfo=datetime.timezone.utc))
pdf.set_margins(14, 16, 14)
pdf.add_font("L", "", D + "Regular.ttf")
pdf.add_font("L", "B", D + "Bold.ttf")
pdf.add_page()


def table(el):
    widths = [float(w) for w in el.get("data-w").split(",")]
    for tr in el.iter("tr"):
        head = tr.getparent().tag == "thead"
        bold = head or tr.get("class") in ("total", "sec")
        pdf.set_font("L", "B" if bold else "", 9)
        border = "B" if head else "T" if tr.get("class") == "total" else 0
        for c, w in zip(tr, widths):
            pdf.cell(w, 6.2, text(c), border=border, align="R" if c.get("class") == "r" else "L")
        pdf.ln(6.2)
    pdf.ln(3)


def walk(el):
    for c in el:
        if not isinstance(c.tag, str):
            continue
        k = c.get("class") or c.tag
        if c.tag == "table":
            table(c)
        elif c.tag == "hr":
            pdf.add_page()
        elif c.tag in ("p", "h1", "h2"):
            size, style, gap = {"h1": (20, "B", 3), "h2": (13, "B", 2), "sub": (11, "", 5), "small": (8, "", 1)}.get(k, (10, "", 2.5))
            if k == "h2":
                pdf.ln(2)
            pdf.set_font("L", style, size)
            mark = "".join(f"**{text(x)}**" + re.sub(r"\s+", " ", x.tail or "") if x.tag == "b" else text(x) + re.sub(r"\s+", " ", x.tail or "") for x in c)
            pdf.multi_cell(0, size * .5, re.sub(r"\s+", " ", c.text or "") + mark, markdown=True, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(gap)
        else:
            walk(c)


walk(root.find("body"))
pdf.set_title(root.findtext(".//title"))
pdf.output(sys.argv[2])
