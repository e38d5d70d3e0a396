package dev.cloze.base;

/**
 * The code of an error that a user can make, such as {@code TPL-003}. Each room keeps its codes in
 * an enum of its own; each code has a page {@code docs/errors/CODE.md}, and a test holds the two
 * sets together.
 */
public interface ErrorCode {

  /** The code as printed, three capital letters, a hyphen and three digits. */
  String code();

  /** The page that explains the error, relative to the project's root. */
  default String page() {
    return "docs/errors/" + code() + ".md";
  }
}
