"""Turns pages of a PDF into pictures of a bad scan and puts them back. usage: scan.py IN.pdf OUT.pdf FIRST LAST"""
import io, random, subprocess, sys
import pikepdf
from PIL import Image, ImageFilter
from reportlab.pdfgen import canvas
from reportlab.lib.utils import ImageReader

src, out, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rnd = random.Random(7)
buf = io.BytesIO()
c = canvas.Canvas(buf, pagesize=(595.3, 841.9), invariant=1)
for n in range(first, last + 1):
    png = subprocess.run(["pdftoppm", "-r", "150", "-f", str(n), "-l", str(n), "-gray", "-png", src], capture_output=True, check=True).stdout
    im = Image.open(io.BytesIO(png)).convert("L").filter(ImageFilter.GaussianBlur(0.7))
    im = im.rotate(-0.8 if n % 2 == 0 else 0.6, resample=Image.BICUBIC, fillcolor=250)
    small = Image.frombytes("L", (im.width // 2, im.height // 2), bytes(min(255, max(0, int(rnd.gauss(228, 22)))) for _ in range((im.width // 2) * (im.height // 2))))
    noise = small.resize(im.size)
    im = Image.merge("L", [im]).point(lambda v: 18 + v * 225 // 255)
    im = Image.blend(im, noise, 0.18)
    jpg = io.BytesIO()
    im.save(jpg, "JPEG", quality=38)
    jpg.seek(0)
    c.drawImage(ImageReader(jpg), 0, 0, 595.3, 841.9)
    c.showPage()
c.save()
buf.seek(0)
pdf, pics = pikepdf.open(src), pikepdf.open(buf)
for i, page in enumerate(pics.pages):
    pdf.pages[first - 1 + i] = page
pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
