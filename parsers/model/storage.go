package model

// StorageClass is an object of that kind.
type StorageClass struct {
	Object
	// Provisioner is provisioner.
	Provisioner string `json:"provisioner,omitempty"`
	// Parameters are parameters; the provisioner says what they mean.
	Parameters map[string]string `json:"parameters,omitempty"`
}

// CSIVolume is a volume of a CSI driver.
type CSIVolume struct {
	// Driver is the name of the driver.
	Driver string `json:"driver,omitempty"`
	// VolumeHandle names the volume to the driver.
	VolumeHandle string `json:"volume_handle,omitempty"`
	// VolumeAttributes are volumeAttributes; the driver says what they mean.
	VolumeAttributes map[string]string `json:"volume_attributes,omitempty"`
}
