package io.sockit.cli.scenario;

/// A text of a scenario, and where it stands.
public record Value(String text, Place place) {
    @Override
    public String toString() {
        return text;
    }
}
