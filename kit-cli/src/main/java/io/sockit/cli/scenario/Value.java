package io.sockit.cli.scenario;

/// A text of a scenario, with its place.
public record Value(String text, Place place) {
    @Override
    public String toString() {
        return text;
    }
}
