package demo

// build grows the city from its seed.
func build(seed uint64) *builder {
	c := &builder{seed: seed, mesh: newMesh(), river: river(), names: newNamer()}
	r := stream(seed, 0)
	for range 40 {
		at := pt{between(r, 400, width-400), between(r, 400, height-400)}
		c.hamlets = append(c.hamlets, hamlet{at: at, radius: between(r, 180, 420)})
	}
	streets, faces := c.mesh.arrange(majors(seed))
	c.streets = streets
	c.grow(faces)
	c.blindAlleys()
	for i := range c.streets {
		c.streets[i].nodes = c.mesh.expand(c.streets[i].nodes, false)
	}
	for i := range c.units {
		u := &c.units[i]
		u.ring = c.mesh.expand(u.ring, true)
		for j := range u.blocks {
			u.blocks[j].ring = c.mesh.expand(u.blocks[j].ring, true)
		}
	}
	return c
}
