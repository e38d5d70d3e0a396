package dev.cloze.template;

import dev.cloze.base.ClozeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of OpenPrompt's first template language. Its later versions take them for literal text,
 * so that a template without its input, or with a mask that nothing counts, goes unnoticed; some
 * tokenizers read {@code <mask>} as their own mask.
 */
final class OldTags {
  private static final Pattern TAG = Pattern.compile("<(text_a|text_b|mask|soft|meta:([^<>{}]*))>");

  private OldTags() {}

  static Matcher in(String text) {
    return TAG.matcher(text);
  }

  /**
   * Refuses literal text with a tag in it; {@code start} is where the text stands in the source.
   */
  static void refuse(Source source, String text, int start) {
    Matcher tag = in(text);
    if (tag.find()) {
      throw new ClozeException(
          TemplateError.OLD_TAG,
          "%s: found the old tag %s; write %s, or {\"text\": %s} for these very characters",
          source.at(start + tag.start()),
          tag.group(),
          item(tag),
          Quoting.quoted(tag.group()));
    }
  }

  private static String item(Matcher tag) {
    if (tag.group(2) != null) {
      return "{\"meta\": %s}".formatted(Quoting.quoted(tag.group(2)));
    }
    return switch (tag.group(1)) {
      case "mask" -> "{\"mask\"}";
      case "soft" -> "{\"soft\"}";
      default -> "{\"placeholder\": \"%s\"}".formatted(tag.group(1));
    };
  }
}
