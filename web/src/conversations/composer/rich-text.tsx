/** The editor itself. Loaded when a ticket stands, never with the first script: import it only through editor.tsx. */
import { useLingui } from "@lingui/react/macro";
import { Image } from "@tiptap/extension-image";
import { Placeholder } from "@tiptap/extension-placeholder";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import Bold from "lucide-react/icons/bold";
import Code from "lucide-react/icons/code";
import Italic from "lucide-react/icons/italic";
import Link from "lucide-react/icons/link";
import List from "lucide-react/icons/list";
import ListOrdered from "lucide-react/icons/list-ordered";
import Quote from "lucide-react/icons/quote";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Toolbar, ToolbarButton, ToolbarSeparator } from "~/ui/toolbar";
import type { EditorHandle, EditorProps, Waiting } from "./editor-props.ts";
import { LinkButton } from "./link-button.tsx";
import { EmojiList } from "./emoji-list.tsx";
import { MentionList } from "./mention-list.tsx";
import { OpenVariables } from "./open-variables.ts";
import { cleanPasted } from "./pasted.ts";
import { SnippetList } from "./snippet-list.tsx";
import type { ListKeys } from "./typed-list.tsx";
import "../prose.css";
import "./rich-text.css";

export function RichText({
  html,
  revision,
  label,
  placeholder,
  toolbar,
  autoFocus,
  people,
  snippets,
  fill = unchanged,
  onChange,
  onFiles,
  onReady,
  waiting,
}: EditorProps & { readonly waiting: RefObject<Waiting> }) {
  const [mentions, shortcuts, emoji] = [useRef<ListKeys>(null), useRef<ListKeys>(null), useRef<ListKeys>(null)];
  const heard = useRef({ onChange, onFiles });
  heard.current = { onChange, onFiles };
  const editor = useEditor({
    injectCSS: false, // the page's policy allows no styles made by scripts
    extensions: [
      StarterKit.configure({
        heading: false,
        link: {
          openOnClick: false,
          autolink: true,
          defaultProtocol: "https",
          HTMLAttributes: { rel: null, target: null },
        },
      }),
      Image.configure({ inline: true }),
      Placeholder.configure({ placeholder }),
      OpenVariables,
    ],
    content: waiting.current.typed ?? html,
    autofocus: autoFocus ? "end" : false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        class: "prose rich-text",
        dir: "auto",
      },
      transformPastedHTML: (copied) => {
        const { html: clean, pictures } = cleanPasted(copied);
        if (pictures.length > 0) heard.current.onFiles([...pictures]);
        return clean;
      },
      handleKeyDown: (view, event) => {
        if (
          !event.ctrlKey &&
          !event.metaKey &&
          [mentions, shortcuts, emoji].some((list) => list.current?.press(event.key))
        )
          return true;
        if (event.key !== "Escape") return false;
        view.dom.blur(); // one step back: out of the text, with the words kept
        return true;
      },
      // Word adds a picture of its words: where there are words, they are meant.
      handlePaste: (_view, event) =>
        !hasWords(event.clipboardData) && takeFiles(event.clipboardData?.files, event, heard.current.onFiles),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer?.files, event, heard.current.onFiles),
    },
    onUpdate: ({ editor: changed }) => heard.current.onChange(changed.isEmpty ? "" : changed.getHTML()),
  });

  // One was already typing into the plain field that stood here. The words and the focus are taken over in the same
  // step in which it goes, so that the next key finds its place.
  useLayoutEffect(() => {
    const { typed, hasFocus } = waiting.current;
    waiting.current = { typed: null, hasFocus: false };
    // A space at the end too: what comes next may be put in, not typed.
    if (typed !== null && typed !== editor.getHTML())
      editor.commands.setContent(typed, { emitUpdate: false, parseOptions: { preserveWhitespace: "full" } });
    if (!hasFocus) return;
    editor.view.focus();
    editor.commands.setTextSelection(editor.state.doc.content.size);
  }, [editor, waiting]);

  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html, revision]);

  useEffect(() => {
    const handle: EditorHandle = {
      focus: () => void editor.commands.focus("end"),
      insertText: (text) => void editor.chain().focus().insertContent({ type: "text", text }).run(),
      insertHtml: (words) => void editor.chain().focus().insertContent(words).run(),
      insertPicture: (src, alt) => void editor.chain().focus().setImage({ src, alt }).run(),
    };
    onReady(handle);
    return () => onReady(null);
  }, [editor, onReady]);

  return (
    <>
      <EditorContent editor={editor} />
      {people ? <MentionList ref={mentions} editor={editor} people={people} /> : null}
      {snippets && snippets.length > 0 ? (
        <SnippetList ref={shortcuts} editor={editor} snippets={snippets} fill={fill} />
      ) : null}
      <EmojiList ref={emoji} editor={editor} />
      {toolbar ? createPortal(<Marks editor={editor} />, toolbar) : null}
    </>
  );
}

const unchanged = (html: string) => html;

function hasWords(copied: DataTransfer | null): boolean {
  const html = copied?.getData("text/html") ?? "";
  return html !== "" && (new DOMParser().parseFromString(html, "text/html").body.textContent ?? "").trim() !== "";
}

function takeFiles(files: FileList | undefined, event: Event, onFiles: (files: File[]) => void): boolean {
  if (!files || files.length === 0) return false;
  event.preventDefault();
  onFiles([...files]);
  return true;
}

function Marks({ editor }: { readonly editor: Editor }) {
  const { t } = useLingui();
  const is = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive("bold"),
      italic: now.isActive("italic"),
      bullets: now.isActive("bulletList"),
      numbers: now.isActive("orderedList"),
      quote: now.isActive("blockquote"),
      code: now.isActive("code") || now.isActive("codeBlock"),
      link: now.isActive("link"),
    }),
  });
  const act = (icon: ReactNode, label: string, pressed: boolean, onPress: () => void, shortcut?: string) => (
    <ToolbarButton icon={icon} label={label} pressed={pressed} onPress={onPress} {...(shortcut ? { shortcut } : {})} />
  );
  return (
    <Toolbar label={t`Formatting`} className="flex-wrap">
      <ToolbarSeparator />
      {act(<Bold size={16} />, t`Bold`, is.bold, () => editor.chain().focus().toggleBold().run(), "Mod+B")}
      {act(<Italic size={16} />, t`Italic`, is.italic, () => editor.chain().focus().toggleItalic().run(), "Mod+I")}
      <LinkButton editor={editor} isActive={is.link} icon={<Link size={16} />} />
      <ToolbarSeparator />
      {act(<List size={16} />, t`Bullets`, is.bullets, () => editor.chain().focus().toggleBulletList().run())}
      {act(<ListOrdered size={16} />, t`Numbers`, is.numbers, () => editor.chain().focus().toggleOrderedList().run())}
      {act(<Quote size={16} />, t`Quote`, is.quote, () => editor.chain().focus().toggleBlockquote().run())}
      {act(<Code size={16} />, t`Code`, is.code, () =>
        editor.state.selection.empty
          ? editor.chain().focus().toggleCodeBlock().run()
          : editor.chain().focus().toggleCode().run(),
      )}
    </Toolbar>
  );
}
