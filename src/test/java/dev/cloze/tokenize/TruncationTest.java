package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.template.RenderedPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

class TruncationTest {
  private static final PretrainedTokenizer BERT = Fixtures.tokenizer("bert");
  private static final int MASK = 4;
  private static final int SPECIAL_TOKENS = 2;

  /** Above the ids of the special tokens. */
  private static final int FIRST_ID = 100;

  @AfterContainer
  static void close() {
    BERT.close();
  }

  /** A part of a prompt: the piece, and the ids its text stands for. */
  private record Part(RenderedPiece.Text piece, ImmutableIntArray ids) {}

  @Test
  void eachMethodTakesItsOwnTokens() {
    int[] lengths = {4, 0, 6};

    assertThat(Truncation.TAIL.cuts(lengths, 7)).containsExactly(1, 0, 6);
    assertThat(Truncation.HEAD.cuts(lengths, 7)).containsExactly(4, 0, 3);
    assertThat(Truncation.BALANCED.cuts(lengths, 7)).containsExactly(3, 0, 4);
  }

  /** 7 / 25 * 25 is more than 7 in doubles: rounded up, OpenPrompt would cut 8 of 7 tokens. */
  @Test
  void balancedNeverTakesMoreThanThereIs() {
    int[] lengths = {7, 18};

    assertThat(Truncation.BALANCED.cuts(lengths, 25)).containsExactly(7, 18);
  }

  @Property
  void balancedSharesFairly(@ForAll("lengths") int[] lengths, @ForAll @IntRange(max = 60) int cut) {
    int total = Arrays.stream(lengths).sum();
    Assume.that(cut <= total);

    int[] cuts = Truncation.BALANCED.cuts(lengths, cut);

    assertThat(Arrays.stream(cuts).sum()).isEqualTo(cut);
    for (int part = 0; part < lengths.length; part++) {
      assertThat(cuts[part]).isBetween(0, lengths[part]);
      assertThat(cuts[part]).isLessThan(2 + lengths[part] * cut / Math.max(1, total));
    }
  }

  @Provide
  Arbitrary<int[]> lengths() {
    return Arbitraries.integers().between(0, 20).array(int[].class).ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    Arbitrary<RenderedPiece.Text> pieces =
        Combinators.combine(Arbitraries.integers().between(0, 9), Arbitraries.of(true, false))
            .as((length, shortenable) -> new RenderedPiece.Text("x".repeat(length), shortenable));
    return pieces.list().ofMaxSize(6).map(TruncationTest::number);
  }

  /** Gives every token of every part an id of its own, so that what is kept can be told apart. */
  private static List<Part> number(List<RenderedPiece.Text> pieces) {
    List<Part> parts = new ArrayList<>();
    int next = FIRST_ID;
    for (int i = 0; i < pieces.size(); i++) {
      int length = pieces.get(i).text().length();
      RenderedPiece.Text named =
          new RenderedPiece.Text(length == 0 ? "" : "part " + i, pieces.get(i).shortenable());
      parts.add(new Part(named, ImmutableIntArray.copyOf(IntStream.range(next, next + length))));
      next += length;
    }
    return parts;
  }

  @Property
  void keepsWhatTheMethodSays(
      @ForAll("parts") List<Part> parts,
      @ForAll @IntRange(min = 3, max = 70) int maxLength,
      @ForAll Truncation truncation,
      @ForAll @IntRange(max = 6) int maskAt) {
    int total = SPECIAL_TOKENS + 1 + parts.stream().mapToInt(part -> part.ids().length()).sum();
    List<Integer> shortenable = ids(parts, true);
    Assume.that(total - shortenable.size() <= maxLength);

    EncodedPrompt prompt = assemble(parts, maxLength, truncation, Math.min(maskAt, parts.size()));

    assertThat(prompt.length()).isEqualTo(Math.min(total, maxLength));
    assertThat(prompt.cut()).isEqualTo(total - prompt.length());
    assertThat(prompt.ids().get(prompt.maskPositions().get(0))).isEqualTo(MASK);
    List<Integer> untouched = new ArrayList<>(prompt.ids().asList());
    untouched.removeIf(id -> id < FIRST_ID || shortenable.contains(id));
    assertThat(untouched).isEqualTo(ids(parts, false));
    List<Integer> kept = new ArrayList<>(shortenable);
    kept.retainAll(prompt.ids().asList());
    int size = kept.size();
    switch (truncation) {
      case TAIL -> assertThat(kept).isEqualTo(shortenable.subList(0, size));
      case HEAD ->
          assertThat(kept)
              .isEqualTo(shortenable.subList(shortenable.size() - size, shortenable.size()));
      case BALANCED -> assertBeginningsKept(parts, kept);
    }
  }

  private static void assertBeginningsKept(List<Part> parts, List<Integer> kept) {
    for (Part part : parts) {
      if (part.piece().shortenable()) {
        List<Integer> ids = part.ids().asList();
        int size = (int) ids.stream().filter(kept::contains).count();
        assertThat(kept).containsAll(ids.subList(0, size));
      }
    }
  }

  private static List<Integer> ids(List<Part> parts, boolean shortenable) {
    return parts.stream()
        .filter(part -> part.piece().shortenable() == shortenable)
        .flatMap(part -> part.ids().asList().stream())
        .toList();
  }

  private static EncodedPrompt assemble(
      List<Part> parts, int maxLength, Truncation truncation, int maskAt) {
    List<RenderedPiece> pieces = new ArrayList<>(parts.stream().map(Part::piece).toList());
    pieces.add(maskAt, new RenderedPiece.Mask(false));
    return new PromptAssembler(
            BERT,
            SoftLayout.of(ImmutableList.of(), BERT),
            ModelKind.MASKED,
            new PromptTokenizerOptions(maxLength, truncation),
            Reads.MASKS)
        .assemble(
            "7",
            pieces,
            text ->
                parts.stream()
                    .filter(part -> part.piece().text().equals(text))
                    .findFirst()
                    .orElseThrow()
                    .ids()
                    .toArray());
  }
}
