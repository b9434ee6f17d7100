// Package report reads a township's work report and finds next year's plan in
// it: the section, its goals, their measures, and where each of them stands in
// the text.
//
// A report is plain text, Markdown or Word (docx). Word's automatic numbers
// are not in its text; they are rebuilt from the numbering definitions. Tables
// (任务分解表) become rows of tab-separated cells. Text may be UTF-8, UTF-16
// with a byte order mark, or GB18030 (which includes GBK and GB2312).
//
// The rules look at structure, not at known documents: which numbering levels
// occur and how they nest, which words and years a heading holds, whether it
// stands after the review, and what the paragraphs below it announce. A report
// without a plan is a normal answer, not an error: Outline.Reason says why.
//
// The package must not know what becomes of an outline. It imports the
// standard library and, as its one exception, golang.org/x/text for GB18030,
// whose 24,000 character pairs the standard library does not have. It reads
// no file, no clock and no network, and never panics on any input; time and
// memory are linear in the input.
package report
