"""Writes the pages of docs/ that are made from the declarations."""

from __future__ import annotations

from scripts import forms_map, material_doc, prompts_doc, record_schema

MADE = (prompts_doc, forms_map, material_doc, record_schema)


def main() -> None:
    for made in MADE:
        made.PAGE.write_text(made.page(), encoding="utf-8")
        print(f"Wrote {made.PAGE.name}.")


if __name__ == "__main__":
    main()
