package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"saksok/search/web"
)

// consoleLine is what Chromium logs for anything a page's console would show:
// script errors, refused resources, breaches of the content security policy.
var consoleLine = regexp.MustCompile(`(?i)CONSOLE|Content Security Policy|Refused to`)

// TestInBrowser opens the pages in a real browser at desktop and phone width:
// nothing may reach the console, and the marks must stand on the page. Pictures
// are kept where SAKSOK_SHOTS names a folder.
func TestInBrowser(t *testing.T) {
	chromium := needChromium(t, "0 of 22 page views checked")
	srv := httptest.NewServer(web.New(web.Options{Searcher: exporting(), Figures: exporting(), Advisor: exporting(), Library: library(), Status: state(), Meetings: hall(), Version: "0.1"}))
	defer srv.Close()
	folder := os.Getenv("SAKSOK_SHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, tt := range []struct {
		name, path, want string
		height           int
	}{
		{"forside", "/", "Siste møter", 1000},
		{"treff", "/?q=budsjett&body=Formannskapet", "FORSLAG", 2600},
		{"tomt", "/?q=finnesikke", "Ingen treff", 1000},
		{"side", "/documents/" + string(packID) + "/pages/2?box=300.0,240.0,345.0,252.0&mark=Barnehage&q=barnehage", `id="treff"`, 1500},
		{"dokument", "/documents/" + string(packID), "Dette ble ikke lest", 1200},
		{"status", "/status", "Innlesing", 1300},
		{"mote", "/meetings/" + meetingID, "I protokollen", 2200},
		{"serie", "/series?row=rammetilskudd", "Kilder som ikke er enige", 1900},
		{"sak", "/items/i1", "Lignende saker", 1600},
		{"boks", "/?q=", `role="combobox"`, 700},
		{"moter", "/meetings", "Formannskapet, 13. november 2024", 900},
	} {
		for _, width := range []int{1280, 390} {
			name := fmt.Sprintf("%s-%d", tt.name, width)
			t.Run(name, func(t *testing.T) {
				dom, log := browse(t, chromium, srv.URL+tt.path, width, tt.height, filepath.Join(folder, name+".png"))
				if !strings.Contains(dom, tt.want) {
					t.Errorf("%q is not on the page as the browser built it", tt.want)
				}
				if line := consoleLine.FindString(log); line != "" {
					t.Errorf("the browser's console is not empty:\n%s", log)
				}
			})
		}
	}
}

// TestPayloadsInBrowser lets a real browser have every payload at once: a script
// that ran would leave its mark in the page or a line in the console.
func TestPayloadsInBrowser(t *testing.T) {
	chromium := needChromium(t, "0 of 4 poisoned pages checked")
	all := strings.ReplaceAll(strings.Join(payloads, " "), "alert(1)", "document.body.append('it-ran-'+'indeed')")
	srv := httptest.NewServer(poisoned(all))
	defer srv.Close()
	for _, path := range []string{"/?sort=date", "/status", "/documents/" + string(packID), "/documents/" + string(packID) + "/pages/1?box=1,2,3,4"} {
		dom, log := browse(t, chromium, srv.URL+path, 1280, 1000, filepath.Join(t.TempDir(), "x.png"))
		if strings.Contains(dom, "it-ran-indeed") {
			t.Errorf("%s: a payload ran", path)
		}
		if line := consoleLine.FindString(log); line != "" {
			t.Errorf("%s: the browser's console is not empty:\n%s", path, log)
		}
	}
}

// needChromium finds the browser, or skips the test and says what is not checked.
func needChromium(t *testing.T, unchecked string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short; " + unchecked)
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("SAKSOK_REQUIRE_ALL") == "1" {
			t.Fatal("chromium is needed and not installed")
		}
		t.Skip("skipped: chromium is not installed; " + unchecked)
	}
	return chromium
}

// browse opens an address and returns the page as built and the browser's log.
func browse(t *testing.T, chromium, address string, width, height int, shot string) (dom, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	base := []string{"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--hide-scrollbars", "--enable-logging=stderr", "--virtual-time-budget=4000",
		"--user-data-dir=" + t.TempDir(), fmt.Sprintf("--window-size=%d,%d", width, height)}
	if os.Getenv("SAKSOK_DARK") == "1" {
		base = append(base, "--force-dark-mode", "--enable-features=WebContentsForceDark:inversion_method/none", "--blink-settings=preferredColorScheme=0")
	}
	var errs strings.Builder
	cmd := exec.CommandContext(ctx, chromium, append(base, "--dump-dom", "--screenshot="+shot, address)...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("browsing %s: %v\n%s", address, err, errs.String())
	}
	return string(out), errs.String()
}
