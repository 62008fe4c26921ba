"""Files as a zip."""

import io
import stat
import zipfile
from collections.abc import Collection


def zipped(files: dict[str, bytes], executable: Collection[str] = ()) -> bytes:
    """A zip with the files, some of them `executable`; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.external_attr = (stat.S_IFREG | (0o755 if path in executable else 0o644)) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
