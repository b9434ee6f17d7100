package plan

import "time"

// Copy 抄送 is somebody who was sent a step to read.
type Copy struct {
	Ref    Ref        `json:"ref"`
	By     Person     `json:"by"`
	At     time.Time  `json:"at"`
	Read   *Person    `json:"read,omitempty"` // who read it, once somebody has
	ReadAt *time.Time `json:"read_at,omitempty"`
}
