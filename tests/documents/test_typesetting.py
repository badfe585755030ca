"""Setting a document in a process that is forked after a document was set, as the server's are."""

import multiprocessing

from sanvat.documents.paper_pdf import pdf
from tests.documents.test_papers import REPORT

SECONDS = 30


def test_a_process_forked_after_a_document_was_set_can_set_one_too():
    made = pdf(REPORT)
    forked = multiprocessing.get_context("fork")
    mine, theirs = forked.Pipe(duplex=False)
    child = forked.Process(target=lambda: theirs.send_bytes(pdf(REPORT)), daemon=True)
    child.start()

    try:
        assert mine.poll(SECONDS)
        assert mine.recv_bytes() == made
    finally:
        child.kill()
        child.join()
