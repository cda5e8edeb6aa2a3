"""Every question is put once, with the pattern that the plan tells, and interruptions lose nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from ipclip_app.data.images import content_digest, read_image
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import ChangedImageError, SuspectError
from ipclip_app.ownership.asking import AskReport, Questions, ask
from ipclip_app.ownership.design import Query
from ipclip_app.progress import Notice, run_to_end
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.patience import TryAgain
from ipclip_app.suspects.png import pixel_digest

Parrots = Callable[..., Any]


def test_every_question_gets_an_answer_in_batches(questions: Questions, parrot: Parrots):
    suspect = parrot(batch_size=5)
    answered = run_to_end(ask(questions, suspect))
    assert tuple(each.query for each in answered) == questions.plan.queries
    assert {each.name for each in answered} == {"cat"}
    assert suspect.batches == [5, 5, 2]


def test_suspect_sees_the_image_as_the_plan_stamps_it(questions: Questions, parrot: Parrots, trigger: Trigger):
    answered = run_to_end(ask(questions, parrot()))
    for each in answered:
        pattern = trigger if each.query.control is None else trigger.control(each.query.control)
        stamped = pattern.stamp(read_image(questions.paths[each.query.digest]))
        assert each.pixels == pixel_digest(stamped)
    assert len({each.pixels for each in answered}) == 12


def test_kept_answers_are_not_asked_for_again(questions: Questions, parrot: Parrots, tmp_path: Path):
    interrupted = ask(questions, parrot(batch_size=1), AnswerStore(tmp_path / "kept", "parrot", 99))
    while next(interrupted).step < 7:
        pass
    interrupted.close()
    suspect = parrot("dog", batch_size=1)

    answered = run_to_end(ask(questions, suspect, AnswerStore(tmp_path / "kept", "parrot", 99)))

    assert [each.name for each in answered] == ["cat"] * 7 + ["dog"] * 5
    assert suspect.batches == [1] * 5


def test_patience_is_granted_and_told(questions: Questions, parrot: Parrots):
    class Tired(parrot):  # type: ignore[misc]
        refusals = 2

        def answers(self, images: Sequence[Image.Image]) -> list[str]:
            if self.refusals:
                self.refusals -= 1
                raise TryAgain(3.0, "answers with status 503")
            return super().answers(images)  # type: ignore[no-any-return]

    waited: list[float] = []
    patient = Questions(**vars(questions) | {"pause": waited.append})

    reports = list(ask(patient, Tired()))

    notices = [report.message for report in reports if isinstance(report, Notice)]
    assert notices == ["The suspect answers with status 503; asking again in 3 s."] * 2
    assert sum(waited) == pytest.approx(6)
    assert max(waited) < 0.5
    assert (reports[-1].step, reports[-1].total) == (12, 12)


def test_foreign_class_names_stop_the_test_before_all_is_asked(questions: Questions, parrot: Parrots):
    suspect = parrot("wolf", batch_size=1)
    with pytest.raises(SuspectError, match=r"none of its first 10 answers .* says 'wolf'.* --names"):
        run_to_end(ask(questions, suspect))
    assert len(suspect.batches) == 10


def test_image_that_changed_meanwhile_is_refused(questions: Questions, parrot: Parrots):
    path = questions.paths[questions.plan.queries[0].digest]
    Image.new("RGB", (32, 32)).save(path)
    with pytest.raises(ChangedImageError, match=path.name):
        run_to_end(ask(questions, parrot()))


def test_images_may_be_altered_after_the_stamp(questions: Questions, parrot: Parrots):
    altered = Questions(**vars(questions) | {"alter": ImageChops.invert})
    plain = run_to_end(ask(questions, parrot()))
    inverted = run_to_end(ask(altered, parrot()))
    assert not {each.pixels for each in plain} & {each.pixels for each in inverted}


def test_digest_is_that_of_the_pixels():
    first, second = Image.new("RGB", (2, 8)), Image.new("RGB", (8, 2))
    assert pixel_digest(first) != pixel_digest(second)
    assert pixel_digest(first) == pixel_digest(first.copy())


def test_notes_of_a_camera_are_not_sent(questions: Questions, tmp_path: Path):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (32, 20), (9, 9, 9)).save(path, exif=exif, icc_profile=b"colours")
    digest = content_digest(path)
    photographed = Questions(**vars(questions) | {"paths": {digest: path}})

    image = photographed.image(Query(digest, "cat", None))

    assert (image.size, image.info, dict(image.getexif())) == ((20, 32), {}, {})


def test_pairs_that_tell_something_are_counted_while_they_come(questions: Questions, parrot: Parrots, trigger: Trigger):
    marked = {pixel_digest(trigger.stamp(read_image(path))) for path in questions.paths.values()}

    class Thief(parrot):  # type: ignore[misc]
        """Is right about cats with a control, and about dogs with the trigger."""

        def answers(self, images: Sequence[Image.Image]) -> list[str]:
            return ["dog" if pixel_digest(image) in marked else "cat" for image in images]

    reports = [report for report in ask(questions, Thief(batch_size=1)) if isinstance(report, AskReport)]
    classes = [query.class_name for query in questions.plan.queries if query.control is None]
    assert (reports[0].harmed, reports[0].helped) == (0, 0)
    assert (reports[-1].harmed, reports[-1].helped) == (classes.count("cat"), classes.count("dog"))
    assert [report.harmed for report in reports] == sorted(report.harmed for report in reports)
