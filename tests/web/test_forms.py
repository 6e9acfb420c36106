"""Bodies of forms: what people type comes through, everything else is refused with a status."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engine.case.store.upload_words import MOST_A_FILE
from web.door.body import body_of, read_form
from web.door.forms import BadForm, clean

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
    )
    assert form.all("a") == ("1", "2") and form.one("a") == "2"
    assert form.one("名") == "𠮷·买" and form.one("empty", "x") == ""
    assert form.below("a") == {"": "2"}


def test_files_come_with_their_name_as_a_text(tmp_path: Path) -> None:
    body = multipart(
        ('Content-Disposition: form-data; name="note"', "你好".encode()),
        (PDF, b"%PDF"),
        ('Content-Disposition: form-data; name="file"; filename=""', b""),
    )
    form = read_form(BOUNDARY, body, tmp_path)
    assert form.one("note") == "你好"
    (upload,) = form.files["file"]
    assert (upload.name, upload.claimed, upload.wrong) == ("../a.pdf", "application/pdf", "bad_name")
    assert "PDF" not in repr(upload).replace("a.pdf", "").replace("application/pdf", "")


def named(name: str, claimed: str, content: bytes) -> tuple[str, bytes]:
    head = f'Content-Disposition: form-data; name="f"; filename="{name}"\r\nContent-Type: {claimed}'
    return head, content


def test_a_file_is_kept_sealed_with_its_hash_until_the_form_is_closed(tmp_path: Path) -> None:
    content = b"%PDF-" + bytes(300_000)
    form = read_form(BOUNDARY, multipart(named("a.pdf", "application/pdf", content)), tmp_path)
    (upload,) = form.files["f"]
    assert upload.wrong is None and upload.file.hash == "sha256:" + hashlib.sha256(content).hexdigest()
    assert b"".join(upload.file.pieces()) == content
    (path,) = tmp_path.iterdir()
    assert b"%PDF" not in path.read_bytes()
    form.close()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "claimed", "begins", "wrong"),
    [
        ("a.exe", "application/pdf", b"%PDF-", "not_allowed"),
        ("a.pdf", "image/png", b"%PDF-", "not_what_it_says"),
        ("a.pdf", "application/pdf", b"MZ", "not_what_it_says"),
        ("a.png", "image/png", b"\x89PNG\r\n\x1a!", "not_what_it_says"),
    ],
)
def test_what_cannot_be_taken_is_known_from_its_beginning_and_no_more_of_it_is_kept(
    tmp_path: Path, name: str, claimed: str, begins: bytes, wrong: str
) -> None:
    whole = multipart(named(name, claimed, begins + bytes(500_000)))
    body = body_of(BOUNDARY, tmp_path, parts=True)
    for at in range(0, 2000, 2):
        body.write(whole[at : at + 2])
    assert not list(tmp_path.iterdir())
    body.write(whole[2000:])
    assert body.form().files["f"][0].wrong == wrong


def test_a_file_is_cut_off_where_it_becomes_too_large(tmp_path: Path) -> None:
    head, _ = named("a.pdf", "application/pdf", b"")
    body = body_of(BOUNDARY, tmp_path, parts=True)
    body.write(b"--xyz\r\n" + head.encode() + b"\r\n\r\n%PDF-")
    for _ in range(MOST_A_FILE >> 20):
        body.write(bytes(1 << 20))
    assert not list(tmp_path.iterdir())
    body.write(b"\r\n--xyz--")
    (upload,) = body.form().files["f"]
    assert upload.wrong == "too_large"


def test_texts_between_files_are_counted_while_they_come(tmp_path: Path) -> None:
    body = body_of(BOUNDARY, tmp_path, parts=True)
    body.write(multipart(named("a.pdf", "application/pdf", b"%PDF-"))[:-2] + b"\r\n")
    body.write(b'Content-Disposition: form-data; name="a"\r\n\r\n')
    with pytest.raises(BadForm) as bad:
        for _ in range(10):
            body.write(b"x" * 60_000)
    assert bad.value.status == 413
    body.close()
    assert not list(tmp_path.iterdir())


def test_a_body_that_breaks_off_is_no_form(tmp_path: Path) -> None:
    whole = multipart(named("a.pdf", "application/pdf", b"%PDF-" + bytes(1000)))
    for end in range(0, len(whole), 7):
        with pytest.raises(BadForm):
            read_form(BOUNDARY, whole[:end], tmp_path)
    assert not list(tmp_path.iterdir())


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
        read_form(kind, body)
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
def test_broken_parts_are_refused_and_leave_nothing(tmp_path: Path, kind: str, body: bytes) -> None:
    with pytest.raises(BadForm):
        read_form(kind, body, tmp_path)
    assert not list(tmp_path.iterdir())


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    head = 'Content-Disposition: form-data; name="f"; filename="a.pdf"'
    with pytest.raises(BadForm) as bad:
        read_form(BOUNDARY, multipart(*[(head, b"x")] * 21), tmp_path)
    assert bad.value.status == 413


def test_line_ends_are_one_kind() -> None:
    assert clean("a\r\nb\tc") == "a\nb\tc"


def test_where_no_files_can_lie_texts_in_parts_are_read_and_a_file_is_refused() -> None:
    text = multipart(('Content-Disposition: form-data; name="text"', "承诺：7 个工作日".encode()))
    body = body_of(BOUNDARY, None, parts=True)
    body.write(text)
    assert body.form().one("text") == "承诺：7 个工作日"
    with pytest.raises(BadForm) as refused:
        body_of(BOUNDARY, None, parts=True).write(multipart(named("a.pdf", "application/pdf", b"%PDF-")))
    assert refused.value.status == 415
    with pytest.raises(BadForm):
        body_of(BOUNDARY, None, parts=False)
