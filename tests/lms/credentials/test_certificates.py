import io

import pypdf
import pytest

from lms.credentials import certificates
from tests.factories import accreditation
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def credential(db):
    accreditation.standard()
    return make.issued()


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return len(reader.pages), " ".join(page.extract_text() for page in reader.pages)


def test_one_page_that_says_who_what_when_and_where_to_check(credential):
    pages, text = text_of(certificates.certificate(credential))

    assert pages == 1
    for words in (credential.holder.name, "Coaching skills", credential.code, credential.award.provider.name):
        assert words in text


def test_it_is_tagged_for_screen_readers(credential):
    reader = pypdf.PdfReader(io.BytesIO(certificates.certificate(credential)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_skills_certificate_is_no_coachs_certificate(credential):
    _pages, text = text_of(certificates.certificate(credential))

    assert "It is not a coach" in text
    assert "was assessed individually" not in text


def test_it_is_made_once_and_keeps_the_name_of_the_day(credential, monkeypatch):
    made = []
    compile_pdf = certificates.compile_pdf
    monkeypatch.setattr(certificates, "compile_pdf", lambda *given: made.append(1) or compile_pdf(*given))

    first, second = certificates.certificate(credential), certificates.certificate(credential)
    credential.holder.name = "Another Name"
    renamed = certificates.certificate(credential)

    assert first == second == renamed
    assert len(made) == 1
    assert credential.holder_name in text_of(renamed)[1]


def test_a_name_cannot_become_a_command(credential):
    credential.holder_name = '#panic("x") $ \\ "quoted" *bold*'

    _pages, text = text_of(certificates.certificate(credential))

    assert "#panic" in text
    assert "*bold*" in text


def test_the_qr_code_holds_the_public_address(credential):
    assert certificates.verify_address(credential).endswith(f"/verify/{credential.code}/")
    assert certificates.qr_code(certificates.verify_address(credential)).startswith("<?xml")
