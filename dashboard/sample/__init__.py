"""Role: sample workbooks: the illustrated campaign of Lạng Sơn, or the same shape at any size."""

from dashboard.sample.workbooks import (
    PROGRAMME_CODE,
    PROGRAMME_NAME,
    SampleFiles,
    write_sample,
)

__all__ = ["PROGRAMME_CODE", "PROGRAMME_NAME", "SampleFiles", "write_sample"]
