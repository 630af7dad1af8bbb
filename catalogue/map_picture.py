"""A WorldMap as a picture (PNG), for documents that hold no drawings of ours."""

import io

from PIL import Image, ImageDraw

WIDTH, FINER = 1100, 2  # pixels; drawn so many times finer, and made smaller, so that edges are smooth
# Land without work recorded, and the steps after it, as in the style sheet for light pages.
BLANK, STEPS, PAPER = "#e2e6e0", ("#558988", "#357677", "#12585d", "#05343a"), "#ffffff"


def map_picture(world):
    """The bytes of the picture of a WorldMap."""
    box, scale = world.box, WIDTH * FINER / world.box.width
    image = Image.new("RGB", (WIDTH * FINER, round(box.height * scale)), PAPER)
    draw = ImageDraw.Draw(image)
    for land in world.lands:
        colour = STEPS[land.step - 1] if land.step else BLANK
        for ring in world.drawn.rings(land.code):
            corners = [((x - box.x) * scale, (y - box.y) * scale) for x, y in ring]
            draw.polygon(corners, fill=colour, outline=PAPER)
        if land.dot and land.step:
            x, y = (land.dot[0] - box.x) * scale, (land.dot[1] - box.y) * scale
            radius = world.radius * scale
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    file = io.BytesIO()
    image.reduce(FINER).quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
