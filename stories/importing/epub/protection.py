"""Whether an e-book's text is encrypted; fonts alone may be, and nobody misses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stories.errors import RefusedError
from stories.importing.epub.xml_tree import attribute, named, xml_tree

if TYPE_CHECKING:
    from stories.importing.archive import Archive

ENCRYPTION, APPLE = "META-INF/encryption.xml", "META-INF/sinf.xml"
OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
FONTS = (".ttf", ".otf", ".woff", ".woff2", ".ttc", ".dfont", ".pfb", ".eot")


def refuse_protected(archive: Archive, *, name: str) -> None:
    """Raise one sentence for a book that only its shop's own reader can open."""
    if archive.holds(APPLE) or _is_encrypted(archive):
        raise RefusedError(f"{name} is protected by DRM, so it cannot be read.")


def _is_encrypted(archive: Archive) -> bool:
    if not archive.holds(ENCRYPTION):
        return False
    root = xml_tree(archive.read(ENCRYPTION))
    if root is None:
        return True
    for encrypted in named(root, "encrypteddata"):
        methods = [attribute(method, "Algorithm") for method in named(encrypted, "encryptionmethod")]
        addresses = [attribute(each, "URI") for each in named(encrypted, "cipherreference")]
        is_font = bool(addresses) and all(address.casefold().endswith(FONTS) for address in addresses)
        if not is_font and not any(method in OBFUSCATED for method in methods):
            return True
    return False
