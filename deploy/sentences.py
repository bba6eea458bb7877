"""Role: what the bootstrap says, Vietnamese first.

The bootstrap runs before Python 3.11 and the project's catalogues are known to be there, so its few
sentences cannot live in ``dashboard/i18n``; this is the only other place with words for a user.
"""

SENTENCES = {
    "no_python": (
        "Không tìm thấy Python 3.11 trở lên. Hãy cài Python 3.11, 3.12 hoặc 3.13 rồi chạy lại lệnh này.",
        "No Python 3.11 or newer was found. Install Python 3.11, 3.12 or 3.13 and run this command again.",
    ),
    "no_venv": (
        "{python} thiếu mô-đun venv. Trên Debian/Ubuntu: apt install python3-venv; rồi chạy lại lệnh này.",
        "{python} lacks the venv module. On Debian/Ubuntu: apt install python3-venv; then run this again.",
    ),
    "creating": (
        "Tạo môi trường Python {version} trong .venv …",
        "Creating the Python {version} environment in .venv …",
    ),
    "installing": (
        "Cài thư viện theo {lock} (chỉ lần đầu hoặc khi tệp này đổi, khoảng một đến ba phút) …",
        "Installing libraries from {lock} (only the first time or when it changes, one to three minutes) …",
    ),
    "install_failed": (
        "Cài thư viện không thành công; nguyên nhân ở các dòng trên. Kiểm tra kết nối mạng hoặc kho gói pip "
        "đang dùng rồi chạy lại: phần đã tải không phải tải lại.",
        "Installing the libraries failed; the reason is above. Check the network or pip's package registry "
        "and run again: what was downloaded is kept.",
    ),
    "bringing_chromium": (
        "Chưa có Chromium cho kiểm thử trình duyệt; đang cài bằng {means} …",
        "No Chromium for the browser tests yet; installing it with {means} …",
    ),
    "no_chromium": (
        "Không có Chromium và không tự cài được. Hãy cài Chromium hoặc Google Chrome, hoặc đặt "
        "SANGKIEN_CHROMIUM là đường dẫn tới trình duyệt, rồi chạy lại.",
        "There is no Chromium and it could not be installed. Install Chromium or Google Chrome, or set "
        "SANGKIEN_CHROMIUM to the browser's path, and run again.",
    ),
    "check_failed": (
        "Chưa chạy kiểm thử vì các bước trên chưa đạt: {names}.",
        "The tests were not run because these checks failed: {names}.",
    ),
    "cleaned": (
        "Đã xoá môi trường và các bộ nhớ đệm; dữ liệu trong var/ còn nguyên.",
        "Removed the environment and the caches; the data in var/ is untouched.",
    ),
    "locked": (
        "Đã viết lại requirements.lock và requirements-dev.lock.",
        "Rewrote requirements.lock and requirements-dev.lock.",
    ),
}


def sentence(name: str, **values: str) -> str:
    """Both languages of one sentence, one per line; ``values`` fill its named places."""
    return "\n".join(words.format(**values) for words in SENTENCES[name])
