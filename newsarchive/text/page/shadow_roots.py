"""Trees that elements keep to themselves (declared shadow roots), laid open as browsers show them.

A server writes one as `<template shadowrootmode="open">` in the element that has it, and so does our browser.
What else stands in that element is shown in the tree's slots
(https://html.spec.whatwg.org/multipage/scripting.html#the-slot-element).

The style elements of such a tree are for it alone (https://drafts.csswg.org/css-scoping-1/#shadow-dom).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

_MARK = "data-newsarchive-root"  # the attribute that tells roots apart


def open_shadow_roots(tree: HtmlElement) -> bool:
    """Make each declared shadow root a box like any, its slots filled; return whether there is one."""
    roots = [template for template in tree.iter("template") if template.get("shadowrootmode")]
    for number, root in enumerate(roots):  # from the outermost on: what fills a slot may have a root itself
        sheets = [one for one in _own(root) if one.tag == "style"]
        root.tag = "div"
        is_filled = _fill_slots(root)
        for sheet in sheets:
            _limit(sheet, root, number, is_filled=is_filled)
    return bool(roots)


def _limit(sheet: HtmlElement, root: HtmlElement, number: int, *, is_filled: bool) -> None:
    """Have the rules of a style element apply in its root alone.

    They do not apply to what fills a slot, which stands in the root by now: then they are left out, as what
    they hide is less than what they could hide.
    """
    if is_filled:
        sheet.text = None
    elif sheet.text and sheet.text.count("{") == sheet.text.count("}"):
        root.set(_MARK, str(number))
        sheet.text = f'[{_MARK}="{number}"] {{ {sheet.text} }}'
    else:
        sheet.text = None  # broken: its end would be taken for that of what limits it


def _fill_slots(root: HtmlElement) -> bool:
    """Move what stands beside a root into its slots; return whether any does.

    What no slot asks for stays where it is. What a slot shows for want of anything else goes.
    """
    holder, slots = root.getparent(), _slots(root)
    if holder is None or not slots:
        return False
    nodes = [*holder]
    texts = [holder.text, *(node.tail for node in nodes)]
    holder.text = None
    for node in nodes:
        node.tail = None
        holder.remove(node)
    filled: set[HtmlElement] = set()
    for node, text in zip([None, *nodes], texts, strict=True):
        if node is not None:
            slot = (
                None if node is root or not isinstance(node.tag, str) else slots.get(node.get("slot") or "")
            )
            (holder if slot is None else _cleared(slot, filled)).append(node)
        plain = slots.get("")
        if text and plain is not None and (text.strip() or plain in filled):
            _add_text(_cleared(plain, filled), text)
        elif text:
            _add_text(holder, text)
    return bool(filled)


def _slots(root: HtmlElement) -> dict[str, HtmlElement]:
    """The first slot of each name in a root, not of roots within it."""
    found: dict[str, HtmlElement] = {}
    for element in _own(root):
        if element.tag == "slot":
            found.setdefault(element.get("name") or "", element)
    return found


def _own(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements of a root, not of roots within it; without recursion: pages nest deep."""
    waiting = [*reversed(root)]
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag != "template":
            waiting.extend(reversed(element))


def _cleared(slot: HtmlElement, filled: set[HtmlElement]) -> HtmlElement:
    """A slot without what it shows if nothing fills it."""
    if slot not in filled:
        filled.add(slot)
        slot.text = None
        for child in [*slot]:
            slot.remove(child)
    return slot


def _add_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
