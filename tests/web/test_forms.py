"""Bodies of forms: what people type comes through, everything else is refused with a status."""

from __future__ import annotations

import pytest

from web.door.forms import BadForm, clean, read_form

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=xyz"
PDF = 'Content-Disposition: form-data; name="file"; filename="../a.pdf"\r\nContent-Type: application/pdf'


def multipart(*parts: tuple[str, bytes]) -> bytes:
    return (
        b"".join(b"--xyz\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts)
        + b"--xyz--"
    )


def test_texts_come_through_with_rare_signs_and_several_values() -> None:
    form = read_form(
        FORM,
        "a=1&a=2&名=𠮷·买买提&empty=".encode()
        .replace("名".encode(), b"%E5%90%8D")
        .replace("𠮷·买买提".encode(), b"%F0%A0%AE%B7%C2%B7%E4%B9%B0"),
        files=False,
    )
    assert form.all("a") == ("1", "2") and form.one("a") == "2"
    assert form.one("名") == "𠮷·买" and form.one("empty", "x") == ""
    assert form.below("a") == {"": "2"}


def test_files_come_with_their_name_as_a_text() -> None:
    body = multipart(
        ('Content-Disposition: form-data; name="note"', "你好".encode()),
        (PDF, b"%PDF"),
        ('Content-Disposition: form-data; name="file"; filename=""', b""),
    )
    form = read_form(BOUNDARY, body, files=True)
    assert form.one("note") == "你好"
    (upload,) = form.files["file"]
    assert (upload.name, upload.claimed, upload.content) == ("../a.pdf", "application/pdf", b"%PDF")
    assert "PDF" not in repr(upload).replace("a.pdf", "").replace("application/pdf", "")


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"a=1", 415),
        ("", b"a=1", 415),
        (BOUNDARY, b"x", 415),
        (FORM, "名=1".encode(), 422),
        (FORM, b"a=%ff", 422),
        (FORM, b"a=%00", 422),
        (FORM, b"a=%E2%80%AE", 422),
        (FORM, b"a=%ED%A0%80", 422),
        (FORM, b"&".join(b"a%d=1" % n for n in range(2000)), 422),
        (FORM, b"a=" + b"x" * 70_000, 413),
        (FORM, b"a" * 300 + b"=1", 422),
    ],
)
def test_what_no_person_sends_is_refused(kind: str, body: bytes, status: int) -> None:
    with pytest.raises(BadForm) as bad:
        read_form(kind, body, files=False)
    assert bad.value.status == status


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=" + "x" * 100, b""),
        (BOUNDARY, b"--xyz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xyz--"),
        (BOUNDARY, b"garbage"),
        (BOUNDARY, b"--xyz\r\n" + b"X: " + b"y" * 100_000),
        (BOUNDARY, multipart(('Content-Disposition: form-data; name="a"', b"\xff"))),
    ],
)
def test_broken_parts_are_refused(kind: str, body: bytes) -> None:
    with pytest.raises(BadForm):
        read_form(kind, body, files=True)


def test_too_many_files_are_refused() -> None:
    head = 'Content-Disposition: form-data; name="f"; filename="a.pdf"'
    with pytest.raises(BadForm) as bad:
        read_form(BOUNDARY, multipart(*[(head, b"x")] * 21), files=True)
    assert bad.value.status == 413


def test_line_ends_are_one_kind() -> None:
    assert clean("a\r\nb\tc") == "a\nb\tc"
