"""Trees that elements keep to themselves (declared shadow roots), laid open as browsers show them.

A server writes one as `<template shadowrootmode="open">` in the element that has it, and so does our browser.
What else stands in that element is shown in the tree's slots
(https://html.spec.whatwg.org/multipage/scripting.html#the-slot-element).
"""

from __future__ import annotations

from lxml.html import HtmlElement


def open_shadow_roots(tree: HtmlElement) -> bool:
    """Make each declared shadow root a box like any, its slots filled; return whether there is one."""
    roots = [template for template in tree.iter("template") if template.get("shadowrootmode")]
    for root in roots:  # from the outermost on: what fills a slot may have a root itself
        root.tag = "div"
        _fill_slots(root)
    return bool(roots)


def _fill_slots(root: HtmlElement) -> None:
    """Move what stands beside a root into its slots.

    What no slot asks for stays where it is. What a slot shows for want of anything else goes.
    """
    holder, slots = root.getparent(), _slots(root)
    if holder is None or not slots:
        return
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


def _slots(root: HtmlElement) -> dict[str, HtmlElement]:
    """The first slot of each name in a root, not of roots within it; without recursion: pages nest deep."""
    found: dict[str, HtmlElement] = {}
    waiting = [*reversed(root)]
    while waiting:
        element = waiting.pop()
        if element.tag == "slot":
            found.setdefault(element.get("name") or "", element)
        if element.tag != "template":
            waiting.extend(reversed(element))
    return found


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
