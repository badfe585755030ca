"""Whatever a request says of its encoding, it is read as UTF-8."""

from io import BytesIO

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from sanvat.site.encoding import in_utf8, without_charset

urlpatterns = [path("", lambda r: HttpResponse(f"{r.GET.get('q')} {r.POST.get('name')}"))]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=odd"


def answered(application, kind: str, body: bytes = b"") -> tuple[str, str]:
    told = []
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "q=%C3%80",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": "csrftoken=" + "a" * 32,
        "HTTP_X_CSRFTOKEN": "a" * 32,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    answer = b"".join(application(environ, lambda status, headers: told.append(status[:3])))
    return told[0], answer.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_encoding")
@pytest.mark.parametrize("name", ["utf-8", "hex", "zlib", "undefined", "idna", "utf-16", "no-such"])
def test_an_encoding_that_is_named_changes_nothing(name):
    application = in_utf8(get_wsgi_application())
    part = b'--odd\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\x80\r\n--odd--\r\n'

    assert answered(application, f"text/html; charset={name}") == ("200", "À None")
    assert answered(application, f"{FORM}; charset={name}", b"name=%C3%80") == ("200", "À À")
    assert answered(application, f"{MULTIPART}; charset={name}", part) == ("200", "À À")


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_encoding")
def test_nor_does_a_name_that_is_none():
    application = in_utf8(get_wsgi_application())

    assert answered(application, "text/html; charset*=utf-8''%00") == ("200", "À None")


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("", ""),
        ("text/csv", "text/csv"),
        ("application/json;charset=UTF-8", "application/json"),
        ("multipart/form-data; CHARSET=x; boundary=b", "multipart/form-data; boundary=b"),
    ],
)
def test_the_rest_of_the_type_stays(kind, left):
    assert without_charset({"CONTENT_TYPE": kind})["CONTENT_TYPE"] == left
