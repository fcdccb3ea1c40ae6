"""uploads: the files of a request: a part of it, `attach://part`, or the id of a file the server has.

Belongs here: finding the file, its limits, looking at a picture's size. Not here: where it goes (methods_messages.py).
"""

import io
import mimetypes

from PIL import Image, UnidentifiedImageError

from bot.demo.botapi import refusals
from bot.demo.botapi.arguments import Arguments, Upload
from bot.demo.botapi.records import Attachment, AttachmentKind, StoredFile
from bot.demo.botapi.refusals import Reason, Refused
from bot.demo.botapi.world import World

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
"""Bytes. Source: the Bot API's description of sending files and of getFile."""

MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
"""Width and height together in pixels; how much longer one side may be. Source: the description of sendPhoto."""


def photo(world: World, given: Arguments, *, value: str | None = None) -> Attachment:
    """The picture of a request; `value` where it is named elsewhere than in `photo`.

    Raises: Refused when there is none, or it is no picture, or too large.
    """
    found = _found(world, given, part="photo", value=value, missing=refusals.NO_PHOTO)
    content = found.content
    if len(content) > MAX_PHOTO:
        raise Refused(refusals.ENTITY_TOO_LARGE)
    width, height = picture_size(content)
    if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise Refused(refusals.PHOTO_DIMENSIONS)
    kept = found if isinstance(found, StoredFile) else _keep(world, found, "photos")
    return Attachment(kind=AttachmentKind.PHOTO, file=kept, width=width, height=height)


def document(world: World, given: Arguments, *, value: str | None = None) -> Attachment:
    """The document of a request.

    Raises: Refused when there is none, or it is empty or too large.
    """
    found = _found(world, given, part="document", value=value, missing=refusals.NO_DOCUMENT)
    kept = found if isinstance(found, StoredFile) else _keep(world, found, "documents")
    return Attachment(kind=AttachmentKind.DOCUMENT, file=kept)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels.

    Raises: Refused when `content` is no picture.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError):
        raise Refused(refusals.NOT_A_PICTURE) from None


def mime_of(name: str) -> str:
    """What a name says about its content."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _found(world: World, given: Arguments, *, part: str, value: str | None, missing: Reason) -> Upload | StoredFile:
    name = given.text(part) if value is None else value
    if part in given.uploads and value is None:
        return _checked(given.uploads[part])
    if name.startswith("attach://"):
        upload = given.uploads.get(name.removeprefix("attach://"))
        if upload is None:
            raise Refused(missing)
        return _checked(upload)
    if not name:
        raise Refused(missing)
    kept = world.files.get(name)
    if kept is None:
        raise Refused(refusals.WRONG_FILE)
    return kept


def _checked(upload: Upload) -> Upload:
    if not upload.content:
        raise Refused(refusals.FILE_EMPTY)
    if len(upload.content) > MAX_UPLOAD:
        raise Refused(refusals.ENTITY_TOO_LARGE)
    return upload


def _keep(world: World, upload: Upload, folder: str) -> StoredFile:
    return world.keep_file(upload.name, upload.content, mime=mime_of(upload.name), folder=folder)
