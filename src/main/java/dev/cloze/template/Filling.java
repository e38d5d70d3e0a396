package dev.cloze.template;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a text of the example stands in a template; what is empty was not written.
 *
 * @param postProcessing what is done to the text, or to each entry of a list
 * @param optional whether the item is left out, with {@code before} and {@code after}, where the
 *     example has no such text or only white space in it
 * @param before text in front; spaces at its end become one space before the example's text
 * @param after text behind
 * @param list how the entries of a list are joined; nothing where the text is no list
 */
public record Filling(
    Optional<PostProcessing> postProcessing,
    Optional<Boolean> optional,
    Optional<String> before,
    Optional<String> after,
    Optional<ListStyle> list) {
  private static final CharMatcher SPACE = CharMatcher.is(' ');

  /** Refuses null. */
  public Filling {
    requireNonNull(postProcessing, "postProcessing");
    requireNonNull(optional, "optional");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
    requireNonNull(list, "list");
  }

  /** The text itself, changed or not. */
  public static Filling of(Optional<PostProcessing> postProcessing) {
    return new Filling(
        postProcessing, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with another text in front. */
  Filling withBefore(String text) {
    return new Filling(postProcessing, optional, Optional.of(text), after, list);
  }

  /** What the item makes of the text that it asks for. */
  ImmutableList<RenderedPiece> render(Asked asked, String prefix, boolean shortenable) {
    boolean needed = !optional.orElse(false);
    if (asked.found().isEmpty()) {
      if (needed) {
        throw asked.missing();
      }
      return ImmutableList.of();
    }
    String text =
        list.map(style -> style.text(asked, postProcessing))
            .orElseGet(() -> PostProcessing.apply(postProcessing, asked.found().orElseThrow()));
    return needed || !text.isBlank() ? around(prefix, text, shortenable) : ImmutableList.of();
  }

  private ImmutableList<RenderedPiece> around(String prefix, String text, boolean shortenable) {
    ImmutableList.Builder<RenderedPiece> pieces = ImmutableList.builder();
    String space = prefix;
    if (before.isPresent()) {
      String front = SPACE.trimTrailingFrom(before.get());
      pieces.add(new RenderedPiece.Text(prefix + front, false));
      space = front.length() < before.get().length() ? " " : "";
    }
    pieces.add(new RenderedPiece.Text(space + text, shortenable));
    after.ifPresent(behind -> pieces.add(new RenderedPiece.Text(behind, false)));
    return pieces.build();
  }

  /** The options as written, without {@code post_processing}. */
  Map<String, Object> content() {
    Map<String, Object> map = new LinkedHashMap<>();
    optional.ifPresent(value -> map.put(Key.OPTIONAL.symbol(), value));
    before.ifPresent(value -> map.put(Key.BEFORE.symbol(), value));
    after.ifPresent(value -> map.put(Key.AFTER.symbol(), value));
    list.flatMap(ListStyle::join).ifPresent(value -> map.put(Key.JOIN.symbol(), value));
    list.flatMap(ListStyle::numbered).ifPresent(value -> map.put(Key.NUMBERED.symbol(), value));
    return map;
  }
}
