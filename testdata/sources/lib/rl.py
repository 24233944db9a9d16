"""Prints an annotated source with ReportLab. usage: rl.py SOURCE OUT"""
import re, sys
from xml.sax.saxutils import escape
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, PageBreak
from doc import load

D = "/usr/share/fonts/truetype/dejavu/DejaVuSans"
pdfmetrics.registerFont(TTFont("S", D + ".ttf"))
pdfmetrics.registerFont(TTFont("SB", D + "-Bold.ttf"))
pdfmetrics.registerFontFamily("S", normal="S", bold="SB", italic="S", boldItalic="SB")
P = lambda n, **k: ParagraphStyle(n, **{"fontName": "S", "fontSize": 9.5, "leading": 13, "spaceAfter": 5, **k})
ST = {"p": P("p"), "h1": P("h1", fontName="SB", fontSize=20, leading=26), "sub": P("sub", fontSize=14, leading=18, spaceAfter=10),
      "h2": P("h2", fontName="SB", fontSize=12.5, leading=16, spaceBefore=14, keepWithNext=1), "label": P("label", fontName="SB", textColor=colors.HexColor("#1d5c4a"), spaceBefore=6, spaceAfter=2, keepWithNext=1),
      "small": P("small", fontSize=7.5, leading=10, keepWithNext=1), "cap": P("cap", fontName="SB", fontSize=8.5, keepWithNext=1), "li": P("li", leftIndent=16, bulletIndent=2),
      "td": P("td", fontSize=8.5, leading=11, spaceAfter=0), "tdr": P("tdr", fontSize=8.5, leading=11, spaceAfter=0, alignment=2)}


def inline(el):
    s = escape(el.text or "")
    for c in el:
        s += {"b": f"<b>{inline(c)}</b>", "br": "<br/>"}.get(c.tag, inline(c)) + escape(c.tail or "")
    return re.sub(r"[ \n\t]+", " ", s)


def table(el):
    rows, bold = [], []
    for tr in el.iter("tr"):
        b = tr.getparent().tag == "thead" or tr.get("class") == "total"
        rows.append([Paragraph(f"<b>{inline(c)}</b>" if b else inline(c), ST["tdr" if c.get("class") == "r" else "td"]) for c in tr])
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 3), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    if el.get("class") == "grid":
        style += [("LINEBELOW", (0, 0), (-1, -1), .4, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dcebe5")), ("LINEABOVE", (0, -1), (-1, -1), 1, colors.black)]
    return Table(rows, colWidths=[float(w) for w in el.get("data-w").split(",")], style=style, hAlign="LEFT", repeatRows=1 if el.find("thead") is not None else 0)


def walk(el, out):
    for c in el:
        if not isinstance(c.tag, str):
            continue
        if c.tag in ("p", "h1", "h2"):
            out.append(Paragraph(inline(c).strip(), ST[c.get("class") or c.tag]))
        elif c.tag in ("ol", "ul"):
            out += [Paragraph(inline(li).strip(), ST["li"], bulletText=f"{i + 1}." if c.tag == "ol" else "•") for i, li in enumerate(c)]
        elif c.tag == "table":
            out += [table(c), Spacer(1, 6)]
        elif c.tag == "hr":
            out.append(PageBreak())
        else:
            walk(c, out)


if __name__ == "__main__":
    root, meta = load(sys.argv[1])

    def furniture(c, d):
        c.setFont("S", 7.5)
        c.setFillGray(.4)
        c.drawString(62, 810, meta["furniture"])
        c.drawRightString(533, 30, str(d.page))
    out = []
    walk(root.find("body"), out)
    SimpleDocTemplate(sys.argv[2], pagesize=A4, leftMargin=60, rightMargin=60, topMargin=56, bottomMargin=52, title=root.findtext(".//title"), invariant=1).build(out, onFirstPage=furniture, onLaterPages=furniture)
