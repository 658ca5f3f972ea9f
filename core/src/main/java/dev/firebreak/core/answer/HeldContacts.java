package dev.firebreak.core.answer;

import dev.firebreak.core.model.Indicator;
import java.util.List;

/// Contacts that are objects anyway.
record HeldContacts(List<EstateView.AssetSighting> all) implements FlatContacts {
    @Override
    public int size() {
        return all.size();
    }

    @Override
    public int asset(int contact) {
        return all.get(contact).asset();
    }

    @Override
    public Indicator indicator(int contact) {
        return all.get(contact).sighting().indicator();
    }

    @Override
    public boolean sure(int contact) {
        return all.get(contact).sure();
    }

    @Override
    public EstateView.AssetSighting sighting(int contact) {
        return all.get(contact);
    }
}
