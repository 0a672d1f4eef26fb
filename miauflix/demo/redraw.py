"""Draw the shipped pictures anew: python -m miauflix.demo.redraw"""

from miauflix.demo.pictures import redraw

if __name__ == "__main__":
    redraw()
