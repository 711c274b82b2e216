// Package app is the program: it reads the command line, wires the parts together and runs one command.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"rasad/internal/config"
	"rasad/internal/telemetry"
)

// Exit codes.
const (
	exitOK    = 0
	exitFail  = 1 // the command failed; a message says why and what to do
	exitUsage = 2 // the command line was not understood
)

// program is one run of a command: what it talks to, and its settings.
type program struct {
	in       io.Reader
	out, err io.Writer
	config   config.Config
	lang     string // "hi" or "en", of messages
	log      *slog.Logger
}

// say picks the language of a message.
func (p *program) say(hi, en string) string {
	if p.lang == "hi" {
		return hi
	}
	return en
}

// Main runs the command line and returns the exit code. It ends early, in good order, when ctx ends.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{in: stdin, out: stdout, err: stderr, lang: languageOf(args, os.Getenv)}
	grammar := &commandLine{}
	code, ended := exitOK, false
	parser, err := kong.New(grammar, kong.Name("rasad"), kong.Description(p.say(descriptionHi, descriptionEn)), kong.Writers(stdout, stderr),
		kong.Vars(helpWords(p.lang)), kong.Exit(func(c int) { code, ended = c, true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return p.fail(err)
	}
	command, err := parser.Parse(args)
	if ended {
		return code // --help
	}
	if err != nil {
		fmt.Fprintf(stderr, "rasad: %v\n%s\n", err, p.say("मदद: rasad --help", "help: rasad --help"))
		return exitUsage
	}
	p.config = grammar.Config
	home, _ := os.UserHomeDir() //nolint:errcheck // without one, Complete asks for a folder
	if err := p.config.Complete(home, os.Geteuid() == 0, os.Getenv); err != nil {
		fmt.Fprintln(stderr, "rasad:", err)
		return exitUsage
	}
	p.log = telemetry.NewLogger(stderr, p.config.Log, p.config.LogLevel)
	command.BindTo(ctx, (*context.Context)(nil))
	return p.run(command)
}

// run executes the chosen command. A panic is a fault of the program: it is told plainly, and the stack goes to the log at level debug.
func (p *program) run(command *kong.Context) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			p.log.Debug("panic", "cause", cause, "stack", string(debug.Stack()))
			code = p.fail(fmt.Errorf("%s: %v", p.say("कार्यक्रम की आंतरिक त्रुटि (विवरण: --log-level debug)", "internal error of the program (details: --log-level debug)"), cause))
		}
	}()
	if err := command.Run(p); err != nil {
		return p.fail(err)
	}
	return exitOK
}

// fail prints an error in the reader's language, without a stack.
func (p *program) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(p.err, p.say("rasad: बीच में रोका गया; कुछ भी आधा नहीं छूटा", "rasad: interrupted; nothing is left half done"))
		return exitFail
	}
	fmt.Fprintln(p.err, "rasad: "+p.words(err))
	return exitFail
}

// bilingual errors know their text in Hindi as well.
type bilingual interface {
	error
	In(lang string) string
}

func (p *program) words(err error) string {
	var found bilingual
	if errors.As(err, &found) {
		return found.In(p.lang)
	}
	return err.Error()
}

// told is an error with its own words in both languages.
type told struct {
	hi, en string
	cause  error
}

func (t *told) Error() string { return t.In("en") }
func (t *told) Unwrap() error { return t.cause }

// In is the message in a language, with the cause behind it.
func (t *told) In(lang string) string {
	text := t.en
	if lang == "hi" {
		text = t.hi
	}
	if t.cause != nil {
		text += " (" + t.cause.Error() + ")"
	}
	return text
}

// languageOf looks for --lang before the command line is parsed, because help is already in that language; then at the environment.
func languageOf(args []string, getenv func(string) string) string {
	for i, arg := range args {
		value, found := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, found = args[i+1], true
		}
		if found {
			return hindiOrEnglish(value)
		}
	}
	for _, name := range []string{"RASAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			return hindiOrEnglish(value)
		}
	}
	return "en"
}

func hindiOrEnglish(value string) string {
	if strings.HasPrefix(strings.ToLower(value), "hi") {
		return "hi"
	}
	return "en"
}

// version is what the build recorded: a tag, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value[:min(12, len(setting.Value))]
		}
	}
	return "devel"
}
