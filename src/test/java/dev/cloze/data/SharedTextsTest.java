package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedTextsTest {
  private static ImmutableList<Example> one(String id, String text) {
    return ImmutableList.of(Example.of(text).withId(id));
  }

  @ParameterizedTest
  @CsvSource({
    "'caf\u00e9', 'cafe\u0301'",
    "'A  b\tc ', ' a b\u00a0C'",
    "'STRASSE', 'stra\u00dfe'",
    "'\u03a3\u0391\u03a3', '\u03c3\u03b1\u03c2'"
  })
  void takesSpellingsOfOneTextForTheSame(String train, String test) {
    assertThat(SharedTexts.between(one("1", train), one("2", test)))
        .containsExactly(new SharedTexts.Pair("1", "2"));
  }

  @Test
  void namesTheFirstOfSeveralInTheTrainingSet() {
    ImmutableList<Example> train =
        ImmutableList.of(
            Example.of("x").withId("1"), Example.of("X").withId("2"), Example.of("y").withId("3"));
    ImmutableList<Example> test =
        ImmutableList.of(
            Example.of("z").withId("7"), Example.of("x").withId("8"), Example.of("x").withId("9"));

    assertThat(SharedTexts.between(train, test))
        .containsExactly(new SharedTexts.Pair("1", "8"), new SharedTexts.Pair("1", "9"));
  }

  @Test
  void comparesAllTextsTogetherAndInTheirOwnFields() {
    ImmutableList<Example> pair = ImmutableList.of(Example.of("x", "y").withId("1"));

    assertThat(SharedTexts.between(pair, one("2", "x"))).isEmpty();
    assertThat(SharedTexts.between(pair, ImmutableList.of(Example.of("y", "x")))).isEmpty();
    assertThat(
            SharedTexts.between(
                pair, ImmutableList.of(Example.of("X", "y ").withId("3").withLabel(1))))
        .containsExactly(new SharedTexts.Pair("1", "3"));
  }
}
