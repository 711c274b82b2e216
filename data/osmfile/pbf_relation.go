package osmfile

import "fmt"

func (b *block) relation(content []byte) error {
	r := &relation{}
	var keys, values, roles, refs, kinds packed
	err := eachField(content, func(f field) error {
		switch f.number {
		case 1:
			r.id = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			roles = f.bytes
		case 9:
			refs = f.bytes
		case 10:
			kinds = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	if r.tags, err = b.pairs(keys, values); err != nil {
		return err
	}
	for ref := int64(0); len(refs) > 0; {
		d, err1 := refs.signed()
		kind, err2 := kinds.next()
		role, err3 := roles.next()
		if err1 != nil || err2 != nil || err3 != nil {
			return fmt.Errorf("%w: members of relation %d", ErrBroken, r.id)
		}
		if len(r.members) >= maxMembers {
			return fmt.Errorf("%w: relation %d has too many members", ErrTooLarge, r.id)
		}
		text, err := b.text(role)
		if err != nil {
			return err
		}
		ref += d
		r.members = append(r.members, member{int(min(kind, memberRelation)), ref, text})
	}
	return b.v.relation(r)
}
