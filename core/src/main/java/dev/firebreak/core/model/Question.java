package dev.firebreak.core.model;

import java.util.List;

/// What a reader could not decide, put to a person.
///
/// @param code stable word for the kind of question, such as `version-missing`, `product-undecided`
/// @param english the question in plain English
/// @param german the same in German
/// @param options answers to choose from, may be empty
/// @param spans the words that raised it
public record Question(
        String code, String english, String german, List<String> options, List<Span> spans) {
    public Question {
        options = List.copyOf(options);
        spans = List.copyOf(spans);
    }
}
