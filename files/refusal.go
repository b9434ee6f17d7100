package files

// Code names why a file is not taken.
type Code string

// The reasons. Params stand in braces.
const (
	CodeEmpty       Code = "file-empty"
	CodeTooLarge    Code = "file-too-large"    // {max}
	CodeName        Code = "file-name"         // the name is none
	CodeExtension   Code = "file-extension"    // {extension}, {allowed}
	CodeContent     Code = "file-content"      // {extension}, {found}: the content is something else
	CodeBroken      Code = "file-broken"       // {extension}: damaged, or made to look like what it is not
	CodeManyPixels  Code = "file-many-pixels"  // {width}, {height}, {max} (millions)
	CodeUnpacksHuge Code = "file-unpacks-huge" // {max}: an archive that grows beyond all measure
	CodeVirus       Code = "file-virus"        // {virus}: found by the scanner
	CodeUnscanned   Code = "file-unscanned"    // larger than the scanner takes
	CodeMacros      Code = "file-macros"       // an office file that carries a program
)

// Error refuses a file.
type Error struct {
	Code   Code
	Params map[string]string
}

func (e *Error) Error() string { return "files: " + string(e.Code) }

// refuse is a refusal; params are name, value pairs.
func refuse(code Code, params ...string) *Error {
	e := &Error{Code: code, Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		e.Params[params[i]] = params[i+1]
	}
	return e
}
