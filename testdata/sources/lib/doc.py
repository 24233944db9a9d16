"""Reads an annotated source document and writes its truth.

A source is XHTML in a small subset. What a reader must find is marked in it, where
it is printed, so truth and print cannot drift apart:

  <section data-no="12/24" data-title="...">   an item's body (no data-no: unnumbered item)
  <tr data-item="17/24" data-title="...">      an item that is printed only in a list
  <div data-s="adopted" data-t="adoption ..." data-o="majority" data-for="6" data-against="3">
                                               a decision: its status, types and vote; inline: <q ...>
  <m v="1500000">1,5 mill. kroner</m>          an amount of money in prose, value in currency units; y="2024": its year
  <table data-mult="1000">                     a table of money; header rows in <thead>, row label in
                                               the first cell (or column data-label); <tr class="total">
  <th data-y="2024">  <th data-x="1">          a column's year; a column that is not money

Pages are the only thing not in the source. They are looked up in the printed file by searching for
the source's own words in order, then checked by eye (README.md).
"""
import json, re, subprocess, sys
from lxml import html

BLOCK = {"p", "h1", "h2", "h3", "li", "td", "th", "pre"}


def squeeze(s):
    s = re.sub(r"[\u00ad\u200b]", "", s)
    return re.sub(r"\s+", " ", s.replace("\n", " ")).strip(" \n\t")


def text(el):
    """Printed text of an element: <br> is a space."""
    out = []

    def rec(e):
        if not isinstance(e.tag, str):
            return
        if e.tag == "br":
            out.append(" ")
        if e.tag in ("ul", "ol") and e is not el:       # a list inside a list item is read on its own
            return
        if e.text:
            out.append(e.text)
        for c in e:
            rec(c)
            if c.tail:
                out.append(c.tail)

    rec(el)
    return squeeze("".join(out))


def load(path):
    root = html.fromstring(open(path, encoding="utf8").read())
    meta = {m.get("name"): m.get("content") for m in root.iter("meta") if m.get("name")}
    return root, meta


def number(s):
    """A printed table amount as a float, None when the cell holds none."""
    t = re.sub(r"[\s\u00a0\u202f\u2009]", "", s).replace("\u2212", "-").replace("\u2013", "-")
    neg = t.startswith("(") and t.endswith(")")
    t = t.strip("()")
    if t.endswith("-") and t[:-1].replace(",", "").isdigit():
        neg, t = True, t[:-1]
    if re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d\d", t):        # 1,234.50
        t = t.replace(",", "")
    elif "," in t or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", t):
        t = t.replace(".", "")
    if not re.fullmatch(r"[-+]?\d+([.,]\d+)?", t):
        return None
    v = float(t.replace(",", "."))
    return -v if neg else v


class Pages:
    """The printed words, page by page, spaces taken out."""

    def __init__(self, pdf, mode):
        raw = subprocess.run(["pdftotext", "-" + mode, pdf, "-"], capture_output=True, check=True).stdout.decode("utf8")
        self.stream, self.starts = "", []
        for page in raw.split("\f")[:-1]:
            self.starts.append(len(self.stream))
            self.stream += self.key(page)
        self.at = self.lost = 0

    @staticmethod
    def key(s):
        return re.sub(r"[^0-9a-zæøåäöéü]", "", s.lower().replace("\u00ad", ""))

    def page(self, pos):
        n = 0
        while n < len(self.starts) and self.starts[n] <= pos:
            n += 1
        return n

    def find(self, s, move=True):
        """Place of s in the stream, near where the last words stood; None when it is not there."""
        k = self.key(s)
        for n in (60, 30, 14, 8, 3):
            if len(k) < n and n > 3 and len(k) <= n // 2:
                continue
            if not k:
                return None
            p = self.stream.find(k[:n], max(0, self.at - 60), self.at + self.lost + 450 + n)
            if p >= 0:
                if move:
                    self.at, self.lost = p + (len(k) if n >= 8 else n), 0
                return p
        if move:
            self.lost += len(k)
        return None


def sentence(block, amount):
    """The sentence of a block that holds the amount."""
    guarded = re.sub(r"\b(kr|mill|mrd|jf|ca|nr|pr|inkl|gnr|bnr|mkr|mio|stk|pkt|bl|a|dvs|f|eks)\. ", lambda m: m[0][:-2] + ".\u0001", block)
    for s in re.split(r"(?:(?<=[.!?])|(?<=\.»)) (?=[A-ZÆØÅÄÖÉ0-9«–])", guarded):
        s = s.replace("\u0001", " ")
        if amount in s:
            return s
    return block


class Truth:
    def __init__(self, path, pdf):
        self.root, self.meta = load(path)
        self.pages = Pages(pdf, self.meta.get("textmode", "layout"))
        self.items, self.decisions, self.figures, self.warn = [], [], [], []
        self.stack, self.cur = [], None
        self.cur_page = 1
        self.forced, self.pending = None, []

    def locate(self, s, what):
        if self.forced:
            return self.forced
        if not self.pages.key(s):
            return self.cur_page
        p = self.pages.find(s)
        if p is None:
            self.warn.append(f"not found ({what}) near page {self.cur_page}: {s[:60]!r}")
            return self.cur_page
        self.cur_page = self.pages.page(p)
        return self.cur_page

    def item_no(self):
        return self.stack[-1]["number"] if self.stack else None

    def add_money(self, block, bt):
        at = max(0, self.pages.at - len(self.pages.key(bt)) - 20)
        for m in block.iter("m"):
            if block.tag == "li" and next(m.iterancestors("li")) is not block:
                continue
            t = text(m)
            ctx = sentence(bt, t)
            page = self.cur_page
            if not self.forced:
                p = self.pages.stream.find(self.pages.key(t), at, at + 4000)
                if p >= 0:
                    at, page = p + 1, self.pages.page(p)
            self.figures.append({"page": page, "item": self.item_no(), "row": None, "columns": [],
                                 "year": int(m.get("y")) if m.get("y") else None, "text": t,
                                 "value": float(m.get("v")), "currency": m.get("c") or self.meta.get("currency", "NOK"),
                                 "total": False, "context": ctx})

    def vote(self, el):
        n = lambda k: int(el.get(k)) if el.get(k) else None
        return {"outcome": el.get("data-o") or "not_stated", "for": n("data-for"), "against": n("data-against")}

    def decision(self, el, page):
        parts = []
        for b in leafs(el):
            if b.get("class") == "label":
                continue
            t = text(b)
            if b.tag == "li" and b.getparent().tag == "ol":
                i = [x for x in b.getparent() if x.tag == "li"].index(b) + int(b.getparent().get("start") or 1)
                t = f"{i}. {t}"
            parts.append(t)
        if not parts:
            parts = [text(el)]
        self.decisions.append({"item": el.get("data-for-item") or self.item_no(), "status": el.get("data-s"),
                               "types": (el.get("data-t") or "").split(), "text": " ".join(p for p in parts if p),
                               "page": page, "vote": self.vote(el)})

    def table(self, el):
        grid = header(el)
        label = int(el.get("data-label") or 0)
        mult = float(el.get("data-mult") or 0)
        for tr in el.iter("tr"):
            cells = [c for c in tr if c.tag in ("td", "th")]
            if tr.getparent().tag == "thead" or tr.get("class") == "rep":
                for c in cells:
                    self.pages.find(text(c))
                continue
            if tr.get("data-page"):
                self.forced = int(tr.get("data-page"))
            lab = text(cells[label]) if len(cells) > label else ""
            first = text(cells[0]) if cells else ""
            whole = "".join(text(c) for c in cells)
            page = self.locate(whole if self.pages.find(whole, move=False) is not None else lab or first, "row")
            if tr.get("data-item"):
                self.items.append({"number": tr.get("data-item"), "title": tr.get("data-title"),
                                   "first_page": page, "last_page": page})
            for c in cells:
                if c.find(".//m") is not None:
                    self.add_money(c, text(c))
                for q in c.iter("q"):
                    self.decision(q, page)
            if not mult:
                continue
            col = 0
            for c in cells:
                v = number(text(c))
                h = grid[col] if col < len(grid) else {"path": [], "y": None, "x": False}
                if col != label and v is not None and not h["x"]:
                    self.figures.append({"page": page, "item": self.item_no(), "row": lab or None,
                                         "columns": h["path"], "year": h["y"] or (int(el.get("data-year")) if el.get("data-year") else None),
                                         "text": text(c), "value": round(v * mult, 2), "currency": self.meta.get("currency", "NOK"),
                                         "total": tr.get("class") == "total" or h["t"], "context": None})
                col += int(c.get("colspan") or 1)
            self.forced = None

    def walk(self, el):
        for c in el:
            if not isinstance(c.tag, str):
                continue
            if c.get("data-page"):
                self.forced = int(c.get("data-page"))
            if c.tag == "section" and c.get("data-title") is not None:
                item = {"number": c.get("data-no"), "title": c.get("data-title"), "first_page": None, "last_page": None}
                self.items.append(item)
                self.stack.append(item)
                first = next(leafs(c), None)
                p = self.pages.find(text(first), move=False) if first is not None else None
                item["first_page"] = self.forced or (self.pages.page(p) if p is not None else self.cur_page)
                self.walk(c)
                item["last_page"] = self.cur_page
                self.stack.pop()
            elif c.tag == "table":
                self.table(c)
            elif c.tag in BLOCK:
                t = text(c)
                page = self.locate(t, c.tag)
                if self.pending and c.get("class") != "label":
                    self.decision(self.pending.pop(), page)
                if c.get("data-s"):
                    self.decision(c, page)
                for q in c.iter("q"):
                    if q.get("data-s"):
                        self.decision(q, page)
                self.add_money(c, t)
                if not self.forced and len(t) > 120:
                    self.cur_page = max(self.cur_page, self.pages.page(max(0, self.pages.at - 5)))
                for sub in c:
                    if sub.tag in ("ul", "ol"):
                        self.walk(sub)
            else:
                if c.get("data-s"):
                    self.pending.append(c)
                self.walk(c)
            if c.get("data-page") and c.tag != "section":
                self.forced = None

    def write(self, out, name):
        self.walk(self.root.find("body"))
        g = lambda k: self.meta.get(k) or None
        d = {"file": name + ".pdf", "kind": self.meta["kind"], "language": self.meta["language"],
             "meeting": {k: g(k) for k in ("body", "date", "number", "place", "start", "end")},
             "items": self.items, "decisions": self.decisions, "figures_complete": True, "figures": self.figures}
        if g("notes"):
            d["notes"] = g("notes")
        with open(out, "w", encoding="utf8") as f:
            json.dump(d, f, ensure_ascii=False, indent=1)
            f.write("\n")
        for w in self.warn:
            print(f"{name}: {w}", file=sys.stderr)
        print(f"{name}: {len(self.items)} items, {len(self.decisions)} decisions, {len(self.figures)} figures")


def leafs(el):
    if el.tag in BLOCK:
        yield el
    for c in el:
        if isinstance(c.tag, str) and (el.tag not in BLOCK or c.tag in ("ul", "ol")):
            yield from leafs(c)


def header(table):
    """One entry per column: header path, year, whether it is money."""
    rows = [tr for tr in table.iter("tr") if tr.getparent().tag == "thead"]
    if not rows:
        return []
    width = max(sum(int(c.get("colspan") or 1) for c in tr) for tr in rows)
    grid = [[None] * width for _ in rows]
    for r, tr in enumerate(rows):
        c = 0
        for cell in tr:
            while c < width and grid[r][c] is not None:
                c += 1
            for dr in range(int(cell.get("rowspan") or 1)):
                for dc in range(int(cell.get("colspan") or 1)):
                    grid[r + dr][c + dc] = cell
    out = []
    for c in range(width):
        seen = []
        for r in range(len(rows)):
            if grid[r][c] is not None and grid[r][c] not in seen:
                seen.append(grid[r][c])
        years = [int(x.get("data-y")) for x in seen if x.get("data-y")]
        out.append({"path": [text(x) for x in seen if text(x)], "y": years[-1] if years else None,
                    "x": any(x.get("data-x") for x in seen), "t": any(x.get("data-total") for x in seen)})
    return out


if __name__ == "__main__":
    src, pdf, out, name = sys.argv[1:5]
    Truth(src, pdf).write(out, name)
