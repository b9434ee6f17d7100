package report

func readWord(data []byte) (source, error) { return source{}, refuse(CodeDocxDamaged) }
