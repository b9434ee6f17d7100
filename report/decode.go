package report

import (
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode turns bytes into text, or says at which byte they stop being text.
func decode(data []byte) (text, encoding string, err error) {
	switch {
	case hasPrefix(data, 0xEF, 0xBB, 0xBF):
		data = data[3:]
		if at := firstInvalid(data); at >= 0 {
			return "", "", refuse(CodeEncoding, "encoding", "utf-8", "offset", count(at+3))
		}
		return checkText(string(data), "utf-8")
	case hasPrefix(data, 0xFF, 0xFE):
		return decodeUTF16(data, "utf-16le")
	case hasPrefix(data, 0xFE, 0xFF):
		return decodeUTF16(data, "utf-16be")
	}
	at := firstInvalid(data)
	if at < 0 {
		return checkText(string(data), "utf-8")
	}
	if mostlyUTF8(data) {
		return "", "", refuse(CodeEncoding, "encoding", "utf-8", "offset", count(at))
	}
	if at := firstInvalidGB(data); at >= 0 {
		return "", "", refuse(CodeEncoding, "encoding", "gb18030", "offset", count(at))
	}
	b, gbErr := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if gbErr != nil {
		return "", "", refuse(CodeEncoding, "encoding", "gb18030", "offset", "0").because(gbErr)
	}
	return checkText(string(b), "gb18030")
}

func hasPrefix(data []byte, want ...byte) bool {
	if len(data) < len(want) {
		return false
	}
	for i, b := range want {
		if data[i] != b {
			return false
		}
	}
	return true
}

// checkText refuses what decodes without being text: binary files full of
// control characters, and GB18030 pairs that stand for nothing.
func checkText(s, encoding string) (string, string, error) {
	odd, n := 0, 0
	for i, r := range s {
		n++
		switch {
		case r == 0 && encoding != "utf-16le" && encoding != "utf-16be":
			return "", "", refuse(CodeFormat, "format", "binary")
		case r == utf8.RuneError && encoding == "gb18030":
			return "", "", refuse(CodeEncoding, "encoding", encoding, "offset", count(i))
		case r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != '\v':
			odd++
		}
	}
	if odd > 16 && odd*10 > n {
		return "", "", refuse(CodeFormat, "format", "binary")
	}
	return s, encoding, nil
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// mostlyUTF8 tells a damaged UTF-8 file from one in another encoding: at least
// nine in ten of its non-ASCII bytes belong to well-formed sequences.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good += n
		}
		i += n
	}
	return good >= 9*bad
}

// firstInvalidGB walks the one-, two- and four-byte forms of GB18030.
func firstInvalidGB(data []byte) int {
	in := func(i int, lo, hi byte) bool { return i < len(data) && data[i] >= lo && data[i] <= hi }
	for i := 0; i < len(data); {
		switch {
		case data[i] <= 0x80:
			i++
		case data[i] == 0xFF:
			return i
		case in(i+1, 0x30, 0x39) && in(i+2, 0x81, 0xFE) && in(i+3, 0x30, 0x39):
			i += 4
		case in(i+1, 0x40, 0x7E) || in(i+1, 0x80, 0xFE):
			i += 2
		default:
			return i
		}
	}
	return -1
}

func decodeUTF16(data []byte, encoding string) (string, string, error) {
	if len(data)%2 != 0 {
		return "", "", refuse(CodeEncoding, "encoding", encoding, "offset", count(len(data)-1))
	}
	units := make([]uint16, 0, len(data)/2-1)
	for i := 2; i+1 < len(data); i += 2 {
		u := uint16(data[i])<<8 | uint16(data[i+1])
		if encoding == "utf-16le" {
			u = uint16(data[i+1])<<8 | uint16(data[i])
		}
		units = append(units, u)
	}
	for i := 0; i < len(units); i++ {
		if !utf16.IsSurrogate(rune(units[i])) {
			continue
		}
		if i+1 >= len(units) || utf16.DecodeRune(rune(units[i]), rune(units[i+1])) == utf8.RuneError {
			return "", "", refuse(CodeEncoding, "encoding", encoding, "offset", count(2+2*i))
		}
		i++
	}
	return checkText(string(utf16.Decode(units)), encoding)
}
