"""The shapes of what comes in and goes out, as the documentation shows them.

Answers are made by `sanvat.rules.answers`; the tests hold them against these shapes. What
comes in is checked by the rules themselves, which say more than a shape could.
"""

from datetime import date
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field

from sanvat.rules import library

Points = Annotated[str, Field(pattern=r"^\d+\.\d{4}$", examples=["69.7143"])]
Stars = Annotated[int, Field(ge=1, le=5, description=_("Hạng sao"))]
ByStars = dict[Literal["3", "4", "5"], int]

Book = Annotated[str, Field(description=_("Mã bộ quy định"))]
KnownBook = Annotated[
    str, Field(description=_("Mã bộ quy định"), json_schema_extra={"enum": list(library.IDS)})
]
SetNumber = Annotated[int, Field(ge=1, description=_("Số thứ tự của bộ tiêu chí"))]
SetName_ = Annotated[str, Field(description=_("Tên bộ tiêu chí"))]
Slug = Annotated[str, Field(description=_("Tên rút gọn, dùng thay số thứ tự được"))]
Group = Annotated[str, Field(description=_("Ngành hàng, ghi bằng số La Mã"))]
Decision = Annotated[str, Field(description=_("Số hiệu quyết định"))]
Achievable = Annotated[
    int, Field(description=_("Tổng các mức cao nhất; dưới 100 là bản in không cộng đủ"))
]
Checksum = Annotated[str, Field(description=_("SHA-256 của toàn bộ nội dung; đổi khi một chữ đổi"))]
Code = Annotated[str, Field(description=_("Mã tiêu chí"), examples=["A.1.1"])]
OwnCode = Annotated[str, Field(description=_("Mã trong bộ tiêu chí"))]
Title = Annotated[str, Field(description=_("Tên gọi"))]
Text = Annotated[str, Field(description=_("Lời văn"))]
Note = Annotated[str, Field(description=_("Ghi chú cho người chấm; có thể trống"))]
MaxPoints = Annotated[int, Field(description=_("Điểm tối đa"))]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    error: str = Field(description=_("Một câu nói điều gì sai, vì sao, và làm gì tiếp"))
    code: str = Field(description=_("Mã của lỗi, không đổi theo thời gian, để chương trình dùng"))


# Rulebooks


class Counts(Shape):
    sets: int = Field(description=_("Số bộ tiêu chí"))
    criteria: int = Field(description=_("Số tiêu chí của mọi bộ"))
    options: int = Field(description=_("Số mức điểm của mọi tiêu chí"))
    minima: ByStars = Field(description=_("Số mức tối thiểu của mỗi hạng sao"))


class ReadingIds(Shape):
    certain: list[str] = Field(description=_("Chắc chắn, được áp dụng"))
    probable: list[str] = Field(description=_("Có lẽ, được áp dụng"))
    open: list[str] = Field(description=_("Còn mở, giữ như bản in"))


class SetInShort(Shape):
    set: SetNumber
    slug: Slug
    name: SetName_
    group: Group
    criteria: int = Field(description=_("Số tiêu chí"))
    options: int = Field(description=_("Số mức điểm của mọi tiêu chí"))
    minima: ByStars = Field(description=_("Số mức tối thiểu của mỗi hạng sao"))
    parts: dict[str, int] = Field(description=_("Điểm tối đa của mỗi phần"))
    total: int = Field(description=_("Tổng điểm theo bản in"))
    achievable: Achievable
    checksum: Checksum


class RulebookInShort(Shape):
    id: Book
    decision: Decision
    title: Title
    issued: date = Field(description=_("Ngày ban hành"))
    in_force: date = Field(description=_("Ngày có hiệu lực"))
    ended: date | None = Field(description=_("Ngày hết hiệu lực; null là đang có hiệu lực"))
    bands: dict[Literal["1", "2", "3", "4", "5"], int] = Field(
        description=_("Điểm thấp nhất của mỗi hạng sao")
    )
    counts: Counts = Field(description=_("Số đếm của cả bộ quy định"))
    missing_sets: dict[str, str] = Field(description=_("Bộ còn thiếu và vì sao thiếu"))
    readings: ReadingIds = Field(description=_("Mã các cách đọc chỗ in sai, theo độ chắc chắn"))
    open_readings: int = Field(description=_("Số cách đọc còn để mở"))


class Rulebook(RulebookInShort):
    sets: list[SetInShort] = Field(description=_("Các bộ tiêu chí, theo số thứ tự"))
    facts: dict[str, Any] = Field(
        description=_(
            "Quy trình thành dữ liệu: cấp, đợt, thời hạn, hồ sơ, thu hồi; "
            "tiếng Anh ở các khóa có đuôi _en"
        )
    )


class SetPage(Shape):
    items: list[SetInShort] = Field(description=_("Các bộ của trang này"))
    count: int = Field(description=_("Số bộ khớp với bộ lọc, ở mọi trang"))
    next: str | None = Field(description=_("Địa chỉ trang sau; null ở trang cuối"))


class Stop(Shape):
    kind: Literal["exclude", "stop", "stop_if_zero"] = Field(
        description=_("Loại sản phẩm, dừng chấm, hay dừng chấm khi được 0 điểm")
    )
    text: Text


class Option(Shape):
    points: int = Field(description=_("Điểm của mức này, cũng là câu trả lời"))
    text: Text
    minimum_for: int | None = Field(description=_("Hạng sao lấy mức này làm tối thiểu"))


class AnswerCase(Shape):
    code: str = Field(description=_("Mã dùng khi trả lời theo trường hợp này"))
    title: Title
    options: list[Option] = Field(description=_("Các mức điểm của trường hợp này"))


class Criterion(Shape):
    code: Code
    title: Title
    subject: str = Field(description=_("Tiêu chí hỏi về việc gì; như nhau ở mọi bộ"))
    max_points: MaxPoints
    description: str = Field(description=_("Giải thích thêm; có thể trống"))
    requirement: str = Field(description=_("Điều nội dung phải thể hiện; có thể trống"))
    note: Note
    stops: list[Stop] = Field(description=_("Ghi chú khiến sản phẩm bị loại hoặc dừng chấm"))
    depends_on: str | None = Field(description=_("Việc phải có thì tiêu chí này mới có nghĩa"))
    conditional: bool = Field(description=_("Bản in có ghi điều kiện ấy"))
    full_marks_if_not_required: bool = Field(
        description=_("Được điểm tối đa khi pháp luật không đòi")
    )
    minima: ByStars = Field(description=_("Điểm tối thiểu cho mỗi hạng sao"))
    options: list[Option] = Field(description=_("Các mức điểm, tăng dần; 0 luôn được phép"))
    cases: list[AnswerCase] = Field(
        description=_("Các trường hợp; nếu có thì chỉ trả lời một trường hợp")
    )


class CriterionInPlace(Criterion):
    rulebook: Book
    set: SetNumber
    part: str = Field(description=_("Mã phần"))
    section: str = Field(description=_("Mã mục"))


class Heading(Shape):
    code: OwnCode
    title: Title
    max_points: MaxPoints


class Section(Shape):
    code: OwnCode
    number: int = Field(description=_("Số mục như bản in"))
    title: Title
    max_points: MaxPoints
    note: Note
    stops: list[Stop] = Field(description=_("Ghi chú khiến sản phẩm bị loại hoặc dừng chấm"))
    headings: list[Heading] = Field(
        description=_("Đề mục đứng trên tiêu chí cấp ba; không chấm điểm")
    )
    criteria: list[Criterion] = Field(description=_("Các tiêu chí"))


class Part(Shape):
    code: OwnCode
    title: Title
    max_points: MaxPoints
    sections: list[Section] = Field(description=_("Các mục"))


class Source(Shape):
    decision: Decision
    annex: str = Field(description=_("Phụ lục; trống là các bộ kèm theo quyết định"))
    transcript: str = Field(description=_("Dữ liệu được đọc từ đâu"))


class SetReading(Shape):
    id: str = Field(description=_("Mã cách đọc"))
    where: str = Field(description=_("Ở chỗ nào"))
    printed: str = Field(description=_("Bản in viết gì"))
    reading: str = Field(description=_("Chúng tôi đọc thành gì"))
    confidence: Literal["certain", "probable", "open"] = Field(
        description=_("Độ chắc chắn: chắc chắn, có lẽ, còn mở")
    )
    why: str = Field(description=_("Vì sao đọc như vậy"))


class CriteriaSet(Shape):
    rulebook: Book
    set: SetNumber
    slug: Slug
    name: SetName_
    group: Group
    subgroup: str = Field(description=_("Nhóm trong ngành hàng"))
    ministries: list[str] = Field(description=_("Mã các bộ quản lý ngành"))
    samples: int = Field(description=_("Số mẫu sản phẩm phải nộp"))
    knock_outs: list[str] = Field(description=_("Trường hợp bị loại trước khi chấm"))
    max_points: MaxPoints
    achievable: Achievable
    parts: list[Part] = Field(description=_("Ba phần A, B, C"))
    source: Source = Field(description=_("Lấy từ đâu"))
    readings: list[SetReading] = Field(
        description=_("Các cách đọc chỗ in sai liên quan đến bộ này")
    )
    checksum: Checksum


class Change(Shape):
    set: SetNumber
    criterion: Code
    option: int | None = Field(description=_("Mức thứ mấy, đếm từ 1; null là cả tiêu chí"))
    field: str = Field(description=_("Thay điều gì: điểm, mức tối thiểu…"))
    printed: Any = Field(description=_("Giá trị bản in"))
    reading: Any = Field(description=_("Giá trị được đọc"))


class Reading(SetReading):
    sets: list[int] = Field(description=_("Số các bộ có chỗ này"))
    kind: str = Field(description=_("Loại chỗ sai"))
    applied: bool = Field(description=_("Có được dùng khi chấm không"))
    changes: list[Change] = Field(description=_("Những giá trị mà cách đọc này thay"))


class FoundSet(SetInShort):
    rulebook: Book
    words: list[str] = Field(description=_("Những từ đã dẫn đến bộ này, không dấu"))


# Left open: a form is a list of fields, and fields differ from form to form.
class Forms(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: Book
    decision: Decision
    source: str = Field(description=_("Lấy từ đâu"))
    forms: list[dict[str, Any]] = Field(
        description=_("Mỗi biểu mẫu: phần, ô, loại ô; tiếng Anh ở các khóa có đuôi _en")
    )


# Ranking


class Sheet(BaseModel):
    by: str = Field("", description=_("Tên hoặc mã thành viên; mỗi phiếu một tên"))
    answers: dict[str, int] = Field(
        description=_("Mã tiêu chí (hoặc mã trường hợp) → điểm của mức được chọn; 0 là không đạt")
    )


class Regulation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    minima: Literal["mean", "majority"] = Field(
        "mean",
        description=_("Mức tối thiểu xét theo điểm trung bình hay theo quá nửa thành viên"),
    )
    decimals: int | None = Field(
        None, ge=0, le=4, description=_("Làm tròn tổng trước khi xét; null là không làm tròn")
    )


class Exclusion(BaseModel):
    reason: str = Field(min_length=1, description=_("Lý do loại, bắt buộc"))
    criterion: str = Field("", description=_("Ghi chú ở tiêu chí nào dẫn đến việc loại"))


class Case(BaseModel):
    rulebook: KnownBook
    set: SetNumber
    sheets: list[Sheet] = Field(
        min_length=1, max_length=50, description=_("Phiếu của các thành viên, nhiều nhất 50")
    )
    regulation: Regulation | None = Field(
        None, description=_("Điều quyết định để cho quy chế của hội đồng")
    )
    excluded: Exclusion | None = Field(None, description=_("Sản phẩm bị loại, kèm lý do"))


class UnmetMinimum(Shape):
    criterion: Code
    stars: Annotated[int, Field(ge=3, le=5)] = Field(description=_("Hạng sao đòi mức này"))
    needs: int = Field(description=_("Điểm cần có"))
    has: Points = Field(description=_("Điểm trung bình đang có"))


class NextStar(Shape):
    stars: Stars
    points_missing: Points = Field(description=_("Còn thiếu bao nhiêu điểm"))
    minima_missing: list[UnmetMinimum] = Field(description=_("Các mức tối thiểu còn thiếu"))


class Excluded(Shape):
    criterion: str = Field(description=_("Ghi chú ở tiêu chí nào; có thể trống"))
    reason: str = Field(description=_("Lý do đã ghi"))


class Spread(Shape):
    values: list[int] = Field(description=_("Theo thứ tự thành viên"))
    low: int = Field(description=_("Điểm thấp nhất"))
    high: int = Field(description=_("Điểm cao nhất"))
    width: int = Field(description=_("Chênh lệch"))
    mean: Points = Field(description=_("Điểm trung bình"))


class CriterionSpread(Spread):
    splits_minimum: list[int] = Field(
        description=_("Hạng sao mà chỉ một số thành viên cho đủ mức tối thiểu")
    )
    cases_differ: bool = Field(description=_("Thành viên chấm theo các trường hợp khác nhau"))


class Divergence(Shape):
    members: list[str] = Field(description=_("Tên các thành viên, theo thứ tự phiếu"))
    criteria: dict[str, CriterionSpread] = Field(
        description=_("Chỉ những tiêu chí có chênh lệch, lớn nhất trước")
    )
    parts: dict[str, Spread] = Field(description=_("Chênh lệch ở mỗi phần"))
    total: Spread = Field(description=_("Chênh lệch tổng điểm"))
    bands: list[int] = Field(description=_("Khung sao theo riêng phiếu của mỗi thành viên"))
    stars: list[int] = Field(description=_("Hạng sao theo riêng phiếu của mỗi thành viên"))


class Improvement(Shape):
    criterion: Code
    has: Points = Field(description=_("Điểm trung bình đang có"))
    to: int = Field(description=_("Điểm của mức mà mỗi thành viên cho ít nhất"))
    reaches: Points = Field(description=_("Điểm trung bình khi đó"))
    because_minimum: bool = Field(
        description=_("Đúng khi mức tối thiểu đòi; sai khi chỉ để thêm điểm")
    )


class Path(Shape):
    stars: Stars
    points: Points = Field(description=_("Tổng điểm tăng thêm"))
    improvements: list[Improvement] = Field(description=_("Việc cần làm, theo thứ tự trên phiếu"))


class Result(Shape):
    rulebook: Book
    set: SetNumber
    total: Points = Field(description=_("Trung bình tổng điểm các phiếu, đúng đến bốn chữ số"))
    parts: dict[str, Points] = Field(description=_("Điểm trung bình của mỗi phần"))
    band: Stars = Field(description=_("Khung sao của tổng điểm, chưa xét mức tối thiểu"))
    stars: Stars | None = Field(description=_("Hạng sao; null khi sản phẩm bị loại"))
    held_back_by: list[UnmetMinimum] = Field(
        description=_("Mức tối thiểu chưa đạt đã kéo hạng sao xuống dưới khung")
    )
    next_star: NextStar | None = Field(description=_("Còn thiếu gì để lên một sao"))
    excluded: Excluded | None = Field(description=_("Lý do bị loại; null khi không bị loại"))
    explanation: list[str] = Field(
        default=[], description=_("Lý do từng bước, khi hỏi ?explain=true")
    )
    divergence: Divergence | None = Field(
        None, description=_("Thành viên chấm khác nhau ở đâu, khi hỏi ?divergence=true")
    )
    path: Path | None = Field(
        None,
        description=_(
            "Ít việc nhất để lên một sao, khi hỏi ?path=true; null là không có đường nào"
        ),
    )


# Carrying answers over


class From(BaseModel):
    rulebook: KnownBook
    set: SetNumber


class To(BaseModel):
    rulebook: KnownBook
    set: int | None = Field(
        None, ge=1, description=_("Để trống thì lấy bộ cho cùng loại sản phẩm, nếu chỉ có một")
    )


class CarryOver(BaseModel):
    from_: From = Field(alias="from", description=_("Bộ tiêu chí mà các câu trả lời đang theo"))
    to: To = Field(description=_("Bộ tiêu chí muốn mang câu trả lời sang"))
    answers: dict[str, int] = Field(
        description=_("Mã tiêu chí → điểm; có thể chưa đủ mọi tiêu chí")
    )


class SetName(Shape):
    rulebook: Book
    set: SetNumber
    name: SetName_


class Anew(Shape):
    criterion: Code
    title: Title
    because: Literal["points", "minima", "wording", "options", "new"] = Field(
        description=_("Vì sao phải trả lời lại: mức điểm, lời văn đã khác, hoặc tiêu chí mới")
    )


class Dropped(Shape):
    criterion: Code
    title: Title


class CarriedOver(Shape):
    from_: SetName = Field(alias="from", description=_("Bộ tiêu chí cũ"))
    to: SetName = Field(description=_("Bộ tiêu chí mới"))
    answers: dict[str, int] = Field(description=_("Câu trả lời mang sang được, theo mã của bộ mới"))
    anew: list[Anew] = Field(description=_("Tiêu chí phải trả lời lại, và vì sao"))
    dropped: list[Dropped] = Field(description=_("Tiêu chí cũ không còn ở bộ mới"))
